// The page in a real browser: what it shows, what it never does, and that everybody can use it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { Samples, launch, open, reason_to_skip } from './harness.mjs';

const skip = await reason_to_skip();

if (skip) test('the report in a browser', { skip }, () => {});
else describe('the report', () => {
  let browser, samples;
  before(async () => { samples = new Samples(); browser = await launch(); });
  after(async () => { await browser.close(); samples.remove(); });

  /** Opens a sample, hands its page over, and insists that it kept quiet. */
  async function with_page(name, hash, options, use) {
    const { page, complaints, close } = await open(browser, samples.address(name, hash), options);
    await use(page);
    assert.deepEqual(complaints, []);
    await close();
  }
  const shown = (page, selector) => page.locator(selector).filter({ visible: true });
  const statuses = (page, selector) => shown(page, selector).evaluateAll((all) => all.map((each) => each.dataset.status));

  test('answers first whether it is safe to merge', () => with_page('every-status', '', {}, async (page) => {
    assert.equal(await page.locator('h1').innerText(), 'Not safe to merge');
    assert.match(await page.title(), /Not safe to merge/);
    assert.match(await page.locator('.lede').innerText(), /^4 findings block it: 1 broken, 2 outdated and 1 too new\./);
    assert.equal(await page.locator('.cause:not(.slim)').count(), 3);
  }));

  for (const [name, verdict] of [['clean', 'Safe to merge'], ['not-checked', 'Not fully checked']]) {
    test(`says "${verdict}" of the sample ${name}`, () => with_page(name, '', {}, async (page) => {
      assert.equal(await page.locator('h1').innerText(), verdict);
      assert.match(await page.title(), new RegExp(verdict));
    }));
  }

  test('shows failures first', () => with_page('every-status', '', {}, async (page) => {
    const expected = ['error', 'outdated', 'broken', 'too-new', 'outdated', 'deprecated', 'incomplete', 'unverified'];
    assert.deepEqual(await statuses(page, 'article[data-status]'), expected);
    assert.deepEqual((await statuses(page, 'tr[data-status]')).slice(0, 8), expected);
  }));

  test('filters by status', () => with_page('every-status', '', {}, async (page) => {
    await page.locator('label[for=f-outdated]').click();
    assert.deepEqual(await statuses(page, '[data-status]'), ['outdated', 'outdated', 'outdated', 'outdated']);
    assert.equal(await page.locator('#count').innerText(), '2 of 13 snippets');
    assert.match(page.url(), /#f=outdated$/);
    await page.reload();
    assert.equal(await page.locator('#count').innerText(), '2 of 13 snippets');
    await page.locator('label[for=f-all]').click();
    assert.equal((await statuses(page, 'tr[data-status]')).length, 13);
  }));

  test('leads from a number of the overview to its snippets', () => with_page('every-status', '', {}, async (page) => {
    await page.locator('.shares a', { hasText: 'broken' }).click();
    assert.deepEqual(await statuses(page, 'article[data-status]'), ['broken']);
  }));

  test('searches words, keys and what to leave out', () => with_page('every-status', '', {}, async (page) => {
    const found = async (query) => {
      await page.locator('#q').fill(query);
      await page.locator('#q').press('Enter');
      return statuses(page, 'tr[data-status]');
    };
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    assert.deepEqual(await found('multiple values'), ['outdated', 'outdated']);
    assert.deepEqual(await found('limiter -doc:faq'), ['outdated']);
    assert.deepEqual(await found('status:broken,too-new'), ['broken', 'too-new']);
    assert.deepEqual(await found('"no such method"'), ['broken']);
    assert.deepEqual(await found('code:sc202'), ['incomplete']);
    assert.deepEqual(await found('no-such-thing-anywhere'), []);
    assert.ok(await page.locator('.none-left').isVisible());
    await page.locator('#q').press('Escape');
    assert.equal((await statuses(page, 'tr[data-status]')).length, 13);
  }));

  test('keeps a search in the address', () => with_page('every-status', '#q=limiter+-doc%3Afaq', {}, async (page) => {
    assert.equal(await page.locator('#q').inputValue(), 'limiter -doc:faq');
    assert.deepEqual(await statuses(page, 'tr[data-status]'), ['outdated']);
  }));

  test('opens one snippet by its address', () => with_page('every-status', '#s/51aa90c3be07', {}, async (page) => {
    const article = page.locator('[id="s/51aa90c3be07"]');
    assert.match(await article.locator('h3').innerText(), /neither get\(\) nor id/);
    const box = await article.boundingBox();
    assert.ok(box.y >= 0 && box.y < 200, `stands at ${box.y}`);
  }));

  test('takes filters away that would hide the snippet of an address', () => with_page('every-status', '#f=ok', {}, async (page) => {
    await page.evaluate(() => { location.hash = '#s/51aa90c3be07'; });
    await page.locator('[id="s/51aa90c3be07"]').waitFor({ state: 'visible' });
  }));

  test('walks through the findings by keys', () => with_page('every-status', '', {}, async (page) => {
    const at = () => page.evaluate(() => location.hash);
    await page.keyboard.press('j');
    assert.equal(await at(), '#s/f00d5ca1ab1e');
    await page.keyboard.press('j');
    assert.equal(await at(), '#s/7c1f0a92de44');
    await page.keyboard.press('k');
    assert.equal(await at(), '#s/f00d5ca1ab1e');
  }));

  test('copies the modern form', () => with_page('every-status', '#s/7c1f0a92de44', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const article = page.locator('[id="s/7c1f0a92de44"]');
    await article.locator('h4 [data-copy]').click();
    await article.getByText('Copied').waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^from flask_limiter\.util import get_remote_address\n\nlimiter = /);
  }));

  test('folds tracebacks and names what it folds', () => with_page('every-status', '#s/7c1f0a92de44', {}, async (page) => {
    const trace = page.locator('[id="s/7c1f0a92de44"] details').first();
    assert.equal(await trace.locator('pre').isVisible(), false);
    await trace.locator('summary').click();
    assert.match(await trace.locator('pre').innerText(), /answers\/guide\.md:44 in <module>[^]*… 2 frames in flask_limiter\nTypeError: /);
  }));

  test('is complete without scripts', () => with_page('every-status', '', { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('#q').isVisible(), false);
    assert.equal(await page.locator('.mini').first().isVisible(), false);
    assert.equal((await shown(page, 'article[data-status]').count()), 8);
    assert.match(await page.locator('[id="s/7c1f0a92de44"] .src').innerText(), /44 limiter = Limiter\(app, [^]*\^\^\^ lands in key_func/);
    await page.locator('label[for=f-broken]').click();
    assert.equal((await shown(page, 'article[data-status]').count()), 1);
  }));

  test('reads from top to bottom where even the style sheet is forbidden', async () => {
    // The header that a well-known build server sends with what its jobs publish.
    const policy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";
    const server = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', policy);
      response.end(request.url === '/' ? readFileSync(samples.path('every-status')) : '');
    });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    const { page, close } = await open(browser, `http://127.0.0.1:${server.address().port}/`);
    const text = await page.locator('main').innerText();
    assert.ok(text.indexOf('Not safe to merge') < text.indexOf('no longer takes the app first'));
    assert.match(text, /44 limiter = Limiter\(app, key_func=get_remote_address\)\n/);
    await close();
    server.close();
  });

  test('shows hostile text and obeys none of it', () => with_page('hostile', '', {}, async (page) => {
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    assert.equal(await page.evaluate(() => window.PWNED), undefined);
    assert.equal(await page.locator('img').count(), 0);
    assert.match(await page.locator('article h3').innerText(), /<\/script><\/style><script>window\.PWNED=1<\/script><img src=x/);
    assert.doesNotMatch(await page.locator('body').innerText(), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2028]/);
  }));

  test('lets no injected handler run even if one got in', async () => {
    const { page, close } = await open(browser, samples.address('every-status'));
    await page.evaluate(() => {
      document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="x" onerror="window.PWNED = 1"><b id="b" onclick="window.PWNED = 2">x</b>');
      document.getElementById('b').click();
    });
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => window.PWNED), undefined);
    await close();
  });

  for (const name of ['every-status', 'hostile', 'not-checked']) {
    test(`does not scroll sideways at 390 px: ${name}`, () => with_page(name, '', { viewport: { width: 390, height: 844 } }, async (page) => {
      for (const details of await page.locator('details').all()) await details.locator('summary').click();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    }));
  }

  test('prints what is folded', () => with_page('every-status', '', {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.ok(await page.locator('details pre').first().isVisible());
    assert.equal(await page.locator('.bar').isVisible(), false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.locator('details[open]').count(), 0);
  }));

  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      for (const name of ['every-status', 'clean', 'not-checked']) {
        test(`has no accessibility violation: ${name}, ${colorScheme}, ${width} px`, async () => {
          const { default: axe } = await import('axe-core');
          await with_page(name, '', { colorScheme, viewport: { width, height: 900 } }, async (page) => {
            await page.evaluate(axe.source);
            const { passes, violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
            assert.ok(passes.length > 20, `${passes.length} rules looked at the page`);
            assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`), []);
          });
        });
      }
    }
  }

  test('stays quick with three thousand snippets', () => with_page('many', '', {}, async (page) => {
    const milliseconds = await page.evaluate(() => {
      const entry = performance.getEntriesByType('navigation')[0];
      return entry.domContentLoadedEventEnd - entry.startTime;
    });
    assert.ok(milliseconds < 5000, `ready after ${milliseconds} ms`);
    const painted = await page.evaluate(async () => {
      const begin = performance.now();
      document.getElementById('f-outdated').click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      return performance.now() - begin;
    });
    assert.ok(painted < 2000, `filtered after ${painted} ms`);
    assert.equal(await page.locator('#count').innerText(), '250 of 3,000 snippets');
  }));
});
