<?php
/**
 * Settings → Click to Listen.
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

/** WordPress checks the nonce and the capability of what is sent to a registered setting. */
function register_settings() {
	register_setting(
		OPTION,
		OPTION,
		array(
			'type'              => 'object',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_options',
			'default'           => defaults(),
		)
	);
	add_settings_section( 'main', '', '__return_null', OPTION );
	foreach ( fields() as $key => list( $title, $show ) ) {
		add_settings_field( $key, $title, __NAMESPACE__ . '\\' . $show, OPTION, 'main', array( 'key' => $key, 'label_for' => 'show_text' === $show ? "aloud-listen-$key" : '' ) );
	}
}

function fields() {
	return array(
		'server'   => array( __( 'Server', 'aloud-listen' ), 'show_text' ),
		'voice'    => array( __( 'Voice', 'aloud-listen' ), 'show_text' ),
		'language' => array( __( 'Language', 'aloud-listen' ), 'show_text' ),
		'position' => array( __( 'The player stands', 'aloud-listen' ), 'show_positions' ),
		'types'    => array( __( 'In', 'aloud-listen' ), 'show_types' ),
		'for'      => array( __( 'What is read', 'aloud-listen' ), 'show_text' ),
		'pins'     => array( __( 'Integrity', 'aloud-listen' ), 'show_pins' ),
	);
}

function hints() {
	return array(
		'server'   => __( 'Address of your aloud server, such as https://speech.example. Without it nothing is added to your pages.', 'aloud-listen' ),
		'voice'    => __( 'Id of a voice, as the server lists them under /v1/voices. Empty: the default voice of the language.', 'aloud-listen' ),
		'language' => __( 'Language of the speech, such as en-GB. Empty: the language of the page.', 'aloud-listen' ),
		'for'      => __( 'CSS selector of the article, where your theme needs one. Empty: the article around the player.', 'aloud-listen' ),
	);
}

function show_text( $args ) {
	$key  = $args['key'];
	$hint = hints()[ $key ];
	printf(
		'<input type="%1$s" class="regular-text code" id="%2$s" name="%3$s" value="%4$s" aria-describedby="%2$s-hint"><p class="description" id="%2$s-hint">%5$s</p>',
		'server' === $key ? 'url' : 'text',
		esc_attr( "aloud-listen-$key" ),
		esc_attr( OPTION . "[$key]" ),
		esc_attr( options()[ $key ] ),
		esc_html( $hint )
	);
}

function show_positions() {
	$labels = array(
		'top'    => __( 'above the text', 'aloud-listen' ),
		'bottom' => __( 'below the text', 'aloud-listen' ),
		'hand'   => __( 'where the shortcode [aloud_listen] stands', 'aloud-listen' ),
	);
	echo '<fieldset><legend class="screen-reader-text">' . esc_html__( 'The player stands', 'aloud-listen' ) . '</legend>';
	foreach ( POSITIONS as $position ) {
		printf(
			'<label><input type="radio" name="%s" value="%s"%s> %s</label><br>',
			esc_attr( OPTION . '[position]' ),
			esc_attr( $position ),
			checked( options()['position'], $position, false ),
			esc_html( $labels[ $position ] )
		);
	}
	echo '</fieldset>';
}

function show_types() {
	echo '<fieldset><legend class="screen-reader-text">' . esc_html__( 'In', 'aloud-listen' ) . '</legend>';
	foreach ( types() as $type => $label ) {
		printf(
			'<label><input type="checkbox" name="%s" value="%s"%s> %s</label><br>',
			esc_attr( OPTION . '[types][]' ),
			esc_attr( $type ),
			checked( in_array( $type, options()['types'], true ), true, false ),
			esc_html( $label )
		);
	}
	echo '</fieldset><p class="description">' . esc_html__( 'Each post has a switch of its own, too.', 'aloud-listen' ) . '</p>';
}

function show_pins() {
	printf(
		'<label><input type="checkbox" name="%s" value="1"%s> %s</label><p class="description">%s</p>',
		esc_attr( OPTION . '[pins]' ),
		checked( array() !== options()['pins'], true, false ),
		esc_html__( 'Run only the scripts that the server has now', 'aloud-listen' ),
		esc_html__( 'Browsers refuse any other. After an upgrade of the server, save these settings again; until then nobody can listen.', 'aloud-listen' )
	);
}

function add_settings_page() {
	$title = __( 'Click to Listen', 'aloud-listen' );
	add_options_page( $title, $title, 'manage_options', 'aloud-listen', __NAMESPACE__ . '\\show_settings_page' );
}

function show_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( OPTION );
	do_settings_sections( OPTION );
	submit_button();
	echo '</form></div>';
}

function add_settings_link( $links ) {
	$address = admin_url( 'options-general.php?page=aloud-listen' );
	array_unshift( $links, '<a href="' . esc_url( $address ) . '">' . esc_html__( 'Settings', 'aloud-listen' ) . '</a>' );
	return $links;
}
