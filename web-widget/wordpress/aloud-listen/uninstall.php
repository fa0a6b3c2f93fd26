<?php
/**
 * Leaves nothing behind in the database.
 *
 * @package AloudListen
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** Of the site that is current. */
function aloud_listen_forget() {
	delete_option( 'aloud_listen' );
	delete_post_meta_by_key( '_aloud_listen' );
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $aloud_listen_site ) {
		switch_to_blog( $aloud_listen_site );
		aloud_listen_forget();
		restore_current_blog();
	}
} else {
	aloud_listen_forget();
}
