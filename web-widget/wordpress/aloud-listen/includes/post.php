<?php
/**
 * The switch that each post has: as the settings say, on, or off.
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

/** What a switch can say: value => label. */
function switches() {
	return array(
		''    => __( 'As the settings say', 'aloud-listen' ),
		'on'  => __( 'On', 'aloud-listen' ),
		'off' => __( 'Off', 'aloud-listen' ),
	);
}

function sanitize_switch( $value ) {
	return is_string( $value ) && array_key_exists( $value, switches() ) ? $value : '';
}

/** Whether `$post` can be listened to. */
function is_on( $post ) {
	$options = options();
	$switch  = sanitize_switch( get_post_meta( $post->ID, META, true ) );
	if ( '' === $options['server'] || 'off' === $switch || post_password_required( $post ) ) {
		return false;
	}
	return 'on' === $switch || in_array( $post->post_type, $options['types'], true );
}

/** The block editor reads and writes the switch through REST; only who may edit the post may. */
function register_switch() {
	foreach ( array_keys( types() ) as $type ) {
		register_post_meta(
			$type,
			META,
			array(
				'type'              => 'string',
				'single'            => true,
				'default'           => '',
				'show_in_rest'      => array( 'schema' => array( 'enum' => array_keys( switches() ) ) ),
				'sanitize_callback' => __NAMESPACE__ . '\\sanitize_switch',
				'auth_callback'     => function ( $allowed, $key, $id ) {
					return current_user_can( 'edit_post', $id );
				},
			)
		);
	}
}

/** For the classic editor; and for the block editor where a post type keeps its meta from REST. */
function add_switch( $type ) {
	if ( ! array_key_exists( $type, types() ) ) {
		return;
	}
	$has_panel = post_type_supports( $type, 'custom-fields' );
	add_meta_box( 'aloud-listen', __( 'Click to Listen', 'aloud-listen' ), __NAMESPACE__ . '\\show_switch', $type, 'side', 'default', array( '__back_compat_meta_box' => $has_panel ) );
}

function show_switch( $post ) {
	$now = sanitize_switch( get_post_meta( $post->ID, META, true ) );
	wp_nonce_field( 'aloud_listen_switch', 'aloud_listen_nonce' );
	echo '<label for="aloud-listen-switch" class="screen-reader-text">' . esc_html__( 'Click to Listen', 'aloud-listen' ) . '</label><select id="aloud-listen-switch" name="aloud_listen_switch">';
	foreach ( switches() as $value => $label ) {
		printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $now, $value, false ), esc_html( $label ) );
	}
	echo '</select>';
}

/** Only from our own form: other ways of saving a post know nothing of the switch. */
function save_switch( $id ) {
	$nonce = isset( $_POST['aloud_listen_nonce'] ) ? sanitize_text_field( wp_unslash( $_POST['aloud_listen_nonce'] ) ) : '';
	if ( ! wp_verify_nonce( $nonce, 'aloud_listen_switch' ) || wp_is_post_autosave( $id ) || wp_is_post_revision( $id ) || ! current_user_can( 'edit_post', $id ) ) {
		return;
	}
	$value = isset( $_POST['aloud_listen_switch'] ) ? sanitize_switch( sanitize_text_field( wp_unslash( $_POST['aloud_listen_switch'] ) ) ) : '';
	if ( '' === $value ) {
		delete_post_meta( $id, META );
	} else {
		update_post_meta( $id, META, $value );
	}
}

/** The block editor's panel; not in the editors of widgets and of the site, which edit no post. */
function enqueue_editor_panel() {
	$screen = get_current_screen();
	if ( ! $screen || 'post' !== $screen->base || ! array_key_exists( $screen->post_type, types() ) || ! post_type_supports( $screen->post_type, 'custom-fields' ) ) {
		return;
	}
	$needs = array( 'wp-components', 'wp-data', 'wp-edit-post', 'wp-element', 'wp-i18n', 'wp-plugins' );
	wp_enqueue_script( 'aloud-listen-panel', plugins_url( 'panel.js', __DIR__ ), $needs, '0.1.0', true );
	wp_set_script_translations( 'aloud-listen-panel', 'aloud-listen' );
}
