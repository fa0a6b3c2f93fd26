<?php
/**
 * What is set, with what holds until something is.
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

/** Where the player may stand. */
const POSITIONS = array( 'top', 'bottom', 'hand' );

/** What holds until something is set. Without a server, nothing is printed. */
function defaults() {
	return array(
		'server'   => '',
		'voice'    => '',
		'language' => '',
		'position' => 'top',
		'for'      => '',
		'types'    => array( 'post' ),
		'pins'     => array(), // digests of the server's scripts; empty: not pinned.
	);
}

/** The options, every key present and of its type, whatever the database holds. */
function options() {
	$stored = get_option( OPTION );
	$all    = array_merge( defaults(), is_array( $stored ) ? array_intersect_key( $stored, defaults() ) : array() );
	foreach ( defaults() as $key => $default ) {
		if ( gettype( $all[ $key ] ) !== gettype( $default ) ) {
			$all[ $key ] = $default;
		}
	}
	return $all;
}

/** Makes options of what a form sent; says what it could not use. */
function sanitize_options( $sent ) {
	$sent   = is_array( $sent ) ? $sent : array();
	$server = sanitize_server( text_of( $sent, 'server' ) );
	$clean  = array(
		'server'   => $server,
		'voice'    => matching( text_of( $sent, 'voice' ), '/^[\w:.#@+-]{1,120}$/', __( 'The voice was not saved: it is not the id of a voice, as the server lists them under /v1/voices.', 'aloud-listen' ) ),
		'language' => matching( text_of( $sent, 'language' ), '/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/', __( 'The language was not saved: it is not a language tag, such as en-GB.', 'aloud-listen' ) ),
		'position' => in_array( text_of( $sent, 'position' ), POSITIONS, true ) ? text_of( $sent, 'position' ) : 'top',
		'for'      => text_of( $sent, 'for' ),
		'types'    => array_values( array_intersect( (array) ( $sent['types'] ?? array() ), array_keys( types() ) ) ),
		'pins'     => array(),
	);
	if ( ! empty( $sent['pins'] ) && '' !== $server ) {
		// What is pinned already comes back as it is: WordPress cleans a new option twice.
		$clean['pins'] = is_array( $sent['pins'] ) ? $sent['pins'] : pins_of( $server );
	}
	return $clean;
}

/** The post types a player can stand in: name => label. */
function types() {
	$types = get_post_types( array( 'public' => true ), 'objects' );
	unset( $types['attachment'] );
	return wp_list_pluck( $types, 'label' );
}

/** An address without the slash at its end; '' where it is none. */
function sanitize_server( $address ) {
	if ( '' === $address ) {
		return '';
	}
	$url   = esc_url_raw( $address, array( 'https', 'http' ) );
	$parts = wp_parse_url( $url );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) || isset( $parts['user'] ) ) {
		add_settings_error( OPTION, 'server', __( 'The server was not saved: give its address alone, such as https://speech.example.', 'aloud-listen' ) );
		return '';
	}
	return untrailingslashit( $url );
}

function matching( $text, $pattern, $complaint ) {
	if ( '' === $text || preg_match( $pattern, $text ) ) {
		return $text;
	}
	add_settings_error( OPTION, md5( $pattern ), $complaint );
	return '';
}

function text_of( $sent, $key ) {
	return isset( $sent[ $key ] ) && is_string( $sent[ $key ] ) ? trim( sanitize_text_field( $sent[ $key ] ) ) : '';
}
