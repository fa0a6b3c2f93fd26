<?php
/**
 * What readers get: the player in the text, and the script at the end of the page.
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

/** Shortcodes that other plugins left in the text; the first becomes our player where nobody else answers to them. */
const LEFT_BEHIND = array( 'gspeech', 'gspeech-full', 'gspeech-button', 'gspeech-circle', 'beyondwords_player' );
/** What stands for one until the text is put together. */
const LEFT_PLACE = '<!-- aloud-listen -->';

function register_shortcodes() {
	add_shortcode( 'aloud_listen', __NAMESPACE__ . '\\shortcode' );
	foreach ( LEFT_BEHIND as $name ) {
		if ( ! shortcode_exists( $name ) ) {
			add_shortcode( $name, __NAMESPACE__ . '\\left_behind' );
		}
	}
}

/** `[aloud_listen voice="…" language="…" for="…"]`, whatever the switch says, but never without a server. */
function shortcode( $attributes = array() ) {
	$options = options();
	if ( '' === $options['server'] || is_feed() ) {
		return '';
	}
	$own = is_array( $attributes ) ? array_intersect_key( $attributes, array_flip( array( 'voice', 'language', 'for' ) ) ) : array();
	return player( $own );
}

function left_behind() {
	return LEFT_PLACE;
}

/** The element, with what is set on it. */
function player( $own = array() ) {
	has_player( true );
	$options = options();
	$given   = array_filter(
		array_merge(
			array(
				'for'      => '' !== $options['for'] ? $options['for'] : article_of_theme(),
				'voice'    => $options['voice'],
				'language' => $options['language'],
			),
			$own
		)
	);
	$html = '<click-to-listen';
	foreach ( $given as $name => $value ) {
		$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	return $html . '></click-to-listen>';
}

/** Block themes have no element around a post and nothing else, but the parts of it have classes of their own. */
function article_of_theme() {
	return wp_is_block_theme() && is_singular() ? 'h1.wp-block-post-title, .wp-block-post-content' : '';
}

/** Whether a player was placed in this page, so that the script is wanted. */
function has_player( $is_so = false ) {
	static $has = false;
	$has = $has || $is_so;
	return $has;
}

/** Puts the player above or below the text of the one post that the page shows. */
function place_player( $content ) {
	if ( ! is_singular() || ! in_the_loop() || ! is_main_query() || is_feed() || doing_filter( 'get_the_excerpt' ) ) {
		return $content;
	}
	$post = get_post();
	if ( ! $post || get_queried_object_id() !== $post->ID || ! is_on( $post ) ) {
		return $content;
	}
	$content  = take_over( $content );
	$position = options()['position'];
	// Whether this text has one, not this page: other plugins make the text more than once.
	if ( 'hand' === $position || holds_player( $content ) ) {
		return $content;
	}
	return 'top' === $position ? player() . $content : $content . player();
}

/** One player for all that others left in the text. Marks of theirs around words go; selecting reads those words. */
function take_over( $content ) {
	$content = preg_replace( '/\{\/?gspeech[^}]*\}/i', '', $content );
	$parts   = explode( LEFT_PLACE, $content );
	$before  = array_shift( $parts );
	$after   = implode( '', $parts );
	return $before . ( $parts && ! holds_player( $content ) ? player() : '' ) . $after;
}

function holds_player( $content ) {
	return false !== strpos( $content, '<click-to-listen' );
}

/** The script, as a module: it waits for the page by itself, and browsers too old for it leave it alone. Optimisers are asked to leave it as it is. */
function print_script() {
	if ( ! has_player() ) {
		return;
	}
	$options = options();
	$pins    = $options['pins'];
	if ( isset( $pins['entry'], $pins['modules'] ) ) {
		$map = wp_json_encode( array( 'integrity' => $pins['modules'] ), JSON_UNESCAPED_SLASHES | JSON_HEX_TAG | JSON_HEX_AMP );
		wp_print_inline_script_tag( $map, array( 'type' => 'importmap' ) );
	}
	wp_print_script_tag(
		array_filter(
			array(
				'type'             => 'module',
				'src'              => $options['server'] . '/click-to-listen.js',
				'crossorigin'      => 'anonymous',
				'integrity'        => $pins['entry'] ?? '',
				'data-no-optimize' => '1',
				'data-no-defer'    => '1',
				'data-cfasync'     => 'false',
			)
		)
	);
}
