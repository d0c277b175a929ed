// What the tests stand on: sample reports written by the build's own tool, opened in the machine's Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The browser's path, or null. */
export const browser_path = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path)) ?? null;

/** The newest build's write_sample_report, or null. */
export const writer = process.env.SNIPCHECK_SAMPLE_WRITER ?? newest_writer();

function newest_writer() {
  const builds = join(root, 'build');
  const programs = (existsSync(builds) ? readdirSync(builds) : [])
    .map((preset) => join(builds, preset, 'tests', 'reports', 'write_sample_report'))
    .filter(existsSync);
  return programs.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0] ?? null;
}

/** Why the tests cannot run here, or false. */
export async function reason_to_skip() {
  if (!browser_path) return 'no Chromium: set CHROMIUM or install it';
  if (!writer) return 'no build with tests/reports/write_sample_report';
  try {
    await import('playwright-core');
    await import('axe-core');
  } catch {
    return 'npm ci --prefix tests/browser was not run';
  }
  return false;
}

/** A folder of sample reports that is deleted at the end; files appear when they are asked for. */
export class Samples {
  #folder = mkdtempSync(join(tmpdir(), 'snipcheck-browser-'));

  path(name) {
    const file = join(this.#folder, `${name}.html`);
    if (!existsSync(file)) execFileSync(writer, ['html', name, file]);
    return file;
  }
  address(name, hash = '') { return pathToFileURL(this.path(name)).href + hash; }
  remove() { rmSync(this.#folder, { recursive: true, force: true }); }
}

export async function launch() {
  const { chromium } = await import('playwright-core');
  // Chromium's own sandbox refuses to start as root, as in containers; the pages are our own.
  return chromium.launch({ executablePath: browser_path, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A fresh page and everything it said or asked for that it should not have. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (request.url().split('#')[0] !== address.split('#')[0] && !request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`); });
  await page.goto(address);
  return { page, complaints, close: () => context.close() };
}
