/** The WordPress plugin in a real WordPress: its settings, its switch, its player in a classic and in a block theme. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { launch } from './browsers/chromium.js';
import { articleButton, hearsSound, openPage, picture, startServer } from './harness.js';
import { ADMIN, isMissing, startWordPress, THEMES } from './wordpress-site.js';

const TEXT = 'The first sentence is short. The second one is a little longer than the first.';

describe('in a real WordPress', { skip: isMissing() }, () => {
  let server;
  let site;
  let browser;
  /** Where the administrator works. */
  let desk;
  const ids = {};

  before(async () => {
    server = await startServer();
    site = await startWordPress();
    browser = await launch();
    const made = site.php(`require_once ABSPATH . 'wp-admin/includes/plugin.php';
      if (activate_plugin('aloud-listen/aloud-listen.php') !== null) exit(1);
      $add = fn($type, $title, $text) => wp_insert_post(['post_type' => $type, 'post_status' => 'publish', 'post_title' => $title, 'post_content' => $text]);
      wp_insert_user(['user_login' => 'reader', 'user_pass' => '${ADMIN.password}', 'role' => 'subscriber', 'user_email' => 'reader@site.example']);
      echo json_encode(['post' => $add('post', 'A post', '<!-- wp:paragraph --><p>${TEXT}</p><!-- /wp:paragraph -->'),
        'page' => $add('page', 'A page', '<p>${TEXT}</p>'),
        'left' => $add('post', 'Left behind', '<p>[gspeech-button]</p><p>Some {gspeech style=1}words{/gspeech} here. [beyondwords_player]</p>')]);`);
    Object.assign(ids, JSON.parse(made));
    fs.mkdirSync(path.join(site.root, 'wp-content/mu-plugins'));
    fs.writeFileSync(path.join(site.root, 'wp-content/mu-plugins/classic.php'),
      "<?php add_filter('use_block_editor_for_post', fn($is) => $is && !isset($_GET['classic']));");
    desk = await logIn(ADMIN.name);
  });
  after(async () => {
    const complaints = site?.log().split('\n').filter((line) => /PHP (?!8).*aloud-listen/.test(line));
    await browser?.stop();
    await site?.stop();
    await server?.stop();
    assert.deepEqual(complaints, [], 'PHP complained of the plugin');
  });

  async function logIn(name) {
    const page = await browser.context.newPage();
    await page.goto(`${site.url}/wp-login.php`);
    // Not by the form, whose script moves the focus while it is being filled.
    await page.request.post(`${site.url}/wp-login.php`, { form: { log: name, pwd: ADMIN.password, testcookie: '1' } });
    await page.goto(`${site.url}/wp-admin/profile.php`);
    await page.locator('#user_login').waitFor();
    return page;
  }

  const option = () => JSON.parse(site.php("echo json_encode(get_option('aloud_listen'));"));
  const set = (changes) => site.php(`update_option('aloud_listen', array_merge(AloudListen\\defaults(), json_decode('${JSON.stringify({ server: server.url, ...changes })}', true)));`);
  const meta = (id) => site.php(`echo get_post_meta(${id}, '_aloud_listen', true);`);
  const address = (id) => `${site.url}/?p=${id}`;
  const html = async (url) => (await fetch(url)).text();
  const players = (text) => text.match(/<click-to-listen[^>]*>/g) ?? [];
  const hasScript = (text) => text.includes('click-to-listen.js');

  async function settings() {
    await desk.goto(`${site.url}/wp-admin/options-general.php?page=aloud-listen`);
    return desk;
  }

  async function save() {
    await Promise.all([desk.waitForURL('**settings-updated=true'), desk.click('#submit')]);
  }

  test('until_a_server_is_given_pages_are_as_they_were', async () => {
    const page = await html(address(ids.post));
    assert.deepEqual(players(page), []);
    assert.equal(hasScript(page), false);
  });

  test('the_settings_page_saves_what_can_be_used_and_says_what_cannot', async () => {
    const page = await settings();
    await page.fill('#aloud-listen-server', `${server.url}/`);
    await page.fill('#aloud-listen-voice', 'espeak:en-us');
    await page.fill('#aloud-listen-language', 'en-GB');
    await page.getByLabel('Pages').check();
    await save();
    await picture(page, 'wordpress-settings');
    assert.deepEqual(option(), { server: server.url, voice: 'espeak:en-us', language: 'en-GB', position: 'top', for: '', types: ['post', 'page'], pins: [] });
    await page.fill('#aloud-listen-voice', '"><script>alert(1)</script>');
    await page.fill('#aloud-listen-language', 'not a tag');
    await page.fill('#aloud-listen-for', '"><img src=x onerror=alert(1)>main > article');
    await save();
    const complaints = await page.locator('.settings-error').allInnerTexts();
    assert.equal(complaints.filter((text) => /voice|language/i.test(text)).length, 2, complaints.join());
    assert.deepEqual(option(), { server: server.url, voice: '', language: '', position: 'top', for: '">main > article', types: ['post', 'page'], pins: [] });
    assert.deepEqual(players(await html(address(ids.post))).length, 1, 'what was given cannot leave its attribute');
    await page.evaluate(() => document.querySelector('#aloud-listen-server').removeAttribute('type'));
    await page.fill('#aloud-listen-server', 'javascript:alert(1)');
    await save();
    assert.equal(option().server, '');
  });

  test('settings_are_saved_for_nobody_without_the_form_and_the_right', async () => {
    set({});
    const sent = { form: { option_page: 'aloud_listen', action: 'update', 'aloud_listen[server]': 'https://other.example' } };
    const forged = await desk.request.post(`${site.url}/wp-admin/options.php`, sent);
    assert.equal(forged.status(), 403);
    const reader = await logIn('reader');
    const refused = await reader.goto(`${site.url}/wp-admin/options-general.php?page=aloud-listen`);
    assert.equal(refused.status(), 403);
    await reader.close();
    desk = await logIn(ADMIN.name);
    assert.equal(option().server, server.url);
  });

  for (const [kind, theme] of Object.entries(THEMES)) {
    test(`in_a_theme_of_the_kind_${kind}_the_title_and_the_text_are_read`, async () => {
      set({});
      site.php(`switch_theme('${theme}');`);
      const { page, seen } = await openPage(browser.context, address(ids.post));
      await articleButton(page).click();
      await hearsSound(page);
      assert.equal(seen.posts.length, 1);
      const { text } = seen.posts[0].sent;
      assert.ok(text.startsWith('A post\n\n'), text);
      assert.ok(text.includes(TEXT), text);
      assert.doesNotMatch(text, /comment|Log out|Proudly/i);
      await picture(page, `wordpress-${kind}`);
      await page.close();
    });

    test(`in_a_theme_of_the_kind_${kind}_lists_feeds_and_other_types_are_as_they_were`, async () => {
      for (const place of ['/', '/?feed=rss2', `/?page_id=${ids.page}`, '/?s=post']) {
        const page = await html(site.url + place);
        assert.deepEqual(players(page), [], place);
        assert.equal(hasScript(page), false, place);
      }
    });
  }

  test('the_player_stands_where_it_is_wanted', async () => {
    const place = async (position) => {
      set({ position });
      const page = await html(address(ids.post));
      return [page.indexOf('<click-to-listen') > page.indexOf(TEXT), players(page).length];
    };
    assert.deepEqual([await place('top'), await place('bottom'), await place('hand')], [[false, 1], [true, 1], [false, 0]]);
  });

  test('what_other_plugins_left_in_the_text_becomes_one_player', async () => {
    set({ position: 'hand' });
    const page = await html(address(ids.left));
    assert.equal(players(page).length, 1);
    assert.match(page, /<p>Some words here\. <\/p>/);
    assert.doesNotMatch(page, /\[gspeech|\{gspeech|\[beyondwords/);
  });

  test('a_text_that_is_made_twice_has_its_player_each_time', () => {
    set({});
    const twice = site.php(`add_filter('pre_option_show_on_front', fn() => 'posts'); query_posts('p=${ids.post}'); the_post();
      $GLOBALS['wp_the_query'] = $GLOBALS['wp_query'];
      foreach ([1, 2] as $_) echo substr_count(apply_filters('the_content', get_the_content()), '<click-to-listen');`);
    assert.equal(twice, '11');
  });

  test('the_classic_editor_switches_a_post', async () => {
    set({});
    const choose = async (id, value) => {
      await desk.goto(`${site.url}/wp-admin/post.php?post=${id}&action=edit&classic`);
      await desk.selectOption('#aloud-listen-switch', value);
      await Promise.all([desk.waitForURL('**message=**'), desk.click('#publish')]);
    };
    await choose(ids.post, 'off');
    assert.deepEqual([meta(ids.post), players(await html(address(ids.post))).length], ['off', 0]);
    await choose(ids.page, 'on');
    assert.deepEqual([meta(ids.page), players(await html(`${site.url}/?page_id=${ids.page}`)).length], ['on', 1]);
    site.php(`wp_update_post(['ID' => ${ids.post}, 'post_title' => 'A post']);`);
    assert.equal(meta(ids.post), 'off', 'saved from elsewhere');
    await choose(ids.post, '');
    assert.deepEqual([meta(ids.post), players(await html(address(ids.post))).length], ['', 1]);
  });

  test('the_block_editor_switches_a_post', async () => {
    await desk.goto(`${site.url}/wp-admin/post.php?post=${ids.post}&action=edit`);
    await desk.waitForFunction(() => window.wp?.data?.select('core/editor')?.getCurrentPostId());
    await desk.evaluate(() => {
      for (const feature of ['welcomeGuide', 'fullscreenMode']) wp.data.dispatch('core/preferences').set('core/edit-post', feature, false);
    });
    const panel = desk.getByRole('button', { name: 'Click to Listen', exact: true });
    await panel.waitFor();
    if (await panel.getAttribute('aria-expanded') === 'false') await panel.click();
    assert.equal(await desk.locator('#aloud-listen-switch:visible').count(), 0, 'one switch is enough');
    await desk.getByLabel('Readers can listen').selectOption('off');
    await picture(desk, 'wordpress-panel');
    await desk.getByRole('button', { name: 'Update', exact: true }).click();
    await desk.getByText('Post updated.').first().waitFor();
    assert.equal(meta(ids.post), 'off');
    const forged = await fetch(`${site.url}/?rest_route=/wp/v2/posts/${ids.post}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ meta: { _aloud_listen: 'on' } }),
    });
    assert.equal(forged.status, 401);
    assert.equal(meta(ids.post), 'off');
    site.php(`delete_post_meta(${ids.post}, '_aloud_listen');`);
  });

  test('pinned_scripts_run_and_others_do_not', async () => {
    set({});
    const page = await settings();
    await page.getByLabel('Run only the scripts').check();
    await save();
    const { pins } = option();
    assert.match(pins.entry, /^sha384-/);
    assert.ok(Object.keys(pins.modules).every((url) => url.startsWith(`${server.url}/widget/`)), Object.keys(pins.modules)[0]);
    const open = await openPage(browser.context, address(ids.post));
    await articleButton(open.page).click();
    await hearsSound(open.page);
    await open.page.close();
    set({ pins: { ...pins, entry: `sha384-${'A'.repeat(64)}` } });
    const refused = await browser.context.newPage();
    await refused.goto(address(ids.post));
    await refused.waitForTimeout(500);
    assert.equal(await refused.evaluate(() => customElements.get('click-to-listen')), undefined);
    assert.equal(await refused.locator('click-to-listen').innerText(), '');
    const element = Object.keys(pins.modules).find((url) => url.endsWith('/element.js'));
    set({ pins: { ...pins, modules: { ...pins.modules, [element]: `sha384-${'A'.repeat(64)}` } } });
    await refused.goto(address(ids.post));
    await refused.waitForTimeout(500);
    assert.equal(await refused.evaluate(() => customElements.get('click-to-listen')), undefined);
    await refused.close();
  });

  test('uninstalled_it_leaves_nothing_behind', () => {
    set({});
    const left = site.php(`require_once ABSPATH . 'wp-admin/includes/plugin.php'; update_post_meta(${ids.post}, '_aloud_listen', 'on');
      deactivate_plugins('aloud-listen/aloud-listen.php'); uninstall_plugin('aloud-listen/aloud-listen.php'); wp_cache_flush();
      echo json_encode([get_option('aloud_listen'), get_post_meta(${ids.post}, '_aloud_listen', true)]);`);
    assert.deepEqual(JSON.parse(left), [false, '']);
  });
});
