<?php
/**
 * Plugin Name:       Aloud: Click to Listen
 * Description:       Lets readers listen to your posts, and to any text they select, through your own aloud speech server.
 * Version:           0.1.0
 * Requires at least: 5.9
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       aloud-listen
 *
 * @package AloudListen
 */

namespace AloudListen;

defined( 'ABSPATH' ) || exit;

const OPTION = 'aloud_listen';
const META   = '_aloud_listen';

require __DIR__ . '/includes/options.php';
require __DIR__ . '/includes/pins.php';
require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/post.php';
require __DIR__ . '/includes/page.php';

add_action( 'init', __NAMESPACE__ . '\\translate' );
add_action( 'init', __NAMESPACE__ . '\\register_switch', 20 ); // after other plugins' post types.
add_action( 'init', __NAMESPACE__ . '\\register_shortcodes', 20 );

add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );
add_filter( 'plugin_action_links_' . plugin_basename( __FILE__ ), __NAMESPACE__ . '\\add_settings_link' );

add_action( 'add_meta_boxes', __NAMESPACE__ . '\\add_switch' );
add_action( 'save_post', __NAMESPACE__ . '\\save_switch' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\\enqueue_editor_panel' );

add_filter( 'the_content', __NAMESPACE__ . '\\place_player', 20 ); // after blocks and shortcodes have become markup.
add_action( 'wp_footer', __NAMESPACE__ . '\\print_script', 100 ); // after an import map of WordPress's own.

/** Words in the site's language, where there is a translation. */
function translate() {
	load_plugin_textdomain( 'aloud-listen', false, basename( __DIR__ ) . '/languages' );
}
