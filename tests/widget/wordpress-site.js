/**
 * A real WordPress with a real database, as Debian packages them: `wordpress`, `php-cli`, `php-mysql`,
 * `mariadb-server-core` and the themes `wordpress-theme-twentytwentyone` (classic) and
 * `wordpress-theme-twentytwentythree` (blocks). None of it runs as a service.
 */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const WORDPRESS = '/usr/share/wordpress';
const PLUGIN = fileURLToPath(new URL('../../web-widget/wordpress/aloud-listen', import.meta.url));
export const THEMES = { classic: 'twentytwentyone', blocks: 'twentytwentythree' };
export const ADMIN = { name: 'admin', password: 'not a secret' };

/** Why it cannot run here, or false. */
export function isMissing() {
  const places = [`${WORDPRESS}/wp-settings.php`, '/usr/bin/php', '/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db',
    ...Object.values(THEMES).map((theme) => `${WORDPRESS}/wp-content/themes/${theme}`)];
  const missing = places.filter((place) => !fs.existsSync(place));
  return missing.length ? `WordPress is not here: ${missing.join(', ')}` : false;
}

/** Installs WordPress and the plugin into a folder that is gone afterwards. */
export async function startWordPress() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-wordpress-'));
  const started = [];
  const stop = async () => {
    for (const child of started.reverse()) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill()) await gone;
    }
    fs.rmSync(home, { recursive: true, force: true });
  };
  try {
    const socket = path.join(home, 'db.sock');
    started.push(await startDatabase(home, socket));
    const root = path.join(home, 'site');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    install(root, socket, url);
    const php = (code, before = '') => execFileSync('php', ['-d', 'display_errors=stderr', '-r',
      `${before} require ${JSON.stringify(`${root}/wp-load.php`)}; ${code}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    php(`require_once ABSPATH . 'wp-admin/includes/upgrade.php';
      add_filter('pre_wp_mail', '__return_true');
      wp_install('A site', '${ADMIN.name}', 'admin@site.example', true, '', '${ADMIN.password}');`, "define('WP_INSTALLING', true);");
    const log = fs.openSync(path.join(home, 'php.log'), 'w');
    const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', root], { stdio: ['ignore', log, log] });
    started.push(server);
    await answers(() => fetch(`${url}/wp-login.php`));
    return { url, root, php, stop, log: () => fs.readFileSync(path.join(home, 'php.log'), 'utf8') };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(home, socket) {
  const data = path.join(home, 'db');
  const user = os.userInfo().username;
  execFileSync('mariadb-install-db', ['--no-defaults', `--user=${user}`, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' });
  const child = spawn('/usr/sbin/mariadbd', ['--no-defaults', `--user=${user}`, `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${home}/db.pid`,
    '--skip-networking', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0'], { stdio: 'ignore' });
  await answers(() => new Promise((resolve, reject) => net.connect(socket).once('connect', function done() { this.end(); resolve(); }).once('error', reject)));
  return child;
}

function install(root, socket, url) {
  fs.cpSync(WORDPRESS, root, { recursive: true, dereference: true, filter: (file) => !/\/(\.htaccess|wp-config\.php)$/.test(file) });
  fs.cpSync(PLUGIN, path.join(root, 'wp-content/plugins/aloud-listen'), { recursive: true });
  const database = `new mysqli('localhost', 'root', '', '', 0, ${JSON.stringify(socket)})`;
  execFileSync('php', ['-r', `(${database})->query('CREATE DATABASE site');`]);
  const config = { DB_NAME: 'site', DB_USER: 'root', DB_PASSWORD: '', DB_HOST: `localhost:${socket}`, DB_CHARSET: 'utf8mb4', WP_HOME: url, WP_SITEURL: url,
    WP_DEBUG: true, WP_DEBUG_DISPLAY: true, WP_HTTP_BLOCK_EXTERNAL: true, WP_ACCESSIBLE_HOSTS: '127.0.0.1', DISABLE_WP_CRON: true, AUTOMATIC_UPDATER_DISABLED: true };
  const lines = Object.entries(config).map(([name, value]) => `define('${name}', ${JSON.stringify(value)});`);
  fs.writeFileSync(path.join(root, 'wp-config.php'), `<?php ${lines.join('\n')} $table_prefix = 'wp_';
    if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/'); require_once ABSPATH . 'wp-settings.php';`);
}

async function answers(ask) {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
