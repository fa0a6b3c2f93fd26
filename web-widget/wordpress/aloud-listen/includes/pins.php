<?php
/**
 * Digests of the server's scripts (Subresource Integrity), as they were when the
 * settings were saved: after an upgrade of the server, save them again.
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

/** The digests of what `$server` serves now: `entry` of the script, `modules` by address; empty, with a complaint, where they cannot be had. */
function pins_of( $server ) {
	$entry   = fetched( $server . '/click-to-listen.js' );
	$map     = json_decode( fetched( $server . '/widget/importmap.json' ), true );
	$modules = array();
	foreach ( is_array( $map['integrity'] ?? null ) ? $map['integrity'] : array() as $address => $digest ) {
		if ( is_string( $digest ) && preg_match( '#^sha384-[A-Za-z0-9+/]{64}$#', $digest ) ) {
			$modules[ '/' === $address[0] ? origin( $server ) . $address : $address ] = $digest;
		}
	}
	if ( '' === $entry || array() === $modules ) {
		add_settings_error( OPTION, 'pins', __( 'The scripts are not pinned: the server did not answer with them. Everything else was saved.', 'aloud-listen' ) );
		return array();
	}
	// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- a digest as W3C SRI writes it.
	return array(
		'entry'   => 'sha384-' . base64_encode( hash( 'sha384', $entry, true ) ),
		'modules' => $modules,
	);
}

/** The body behind an address that an administrator gave; '' where there is none. The server may well be in the local network. */
function fetched( $address ) {
	$answer = wp_remote_get( $address, array( 'timeout' => 5, 'limit_response_size' => 200000 ) );
	return 200 === wp_remote_retrieve_response_code( $answer ) ? wp_remote_retrieve_body( $answer ) : '';
}

/** `https://host:port` of an address. */
function origin( $address ) {
	return preg_match( '#^https?://[^/]+#', $address, $found ) ? $found[0] : '';
}
