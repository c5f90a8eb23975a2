// The journey of a reader through every kind of page, in two languages, at two widths, with and without scripts.
// Usage: node journey.mjs http://127.0.0.1:8080
// CHROMIUM names the browser, SCREENSHOTS the folder for pictures, ONLY a part of the names of the pages to visit.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { pages } from './addresses.mjs';
import { journey, languageSwitch, typing } from './keyboard.mjs';
import { dead, linked } from './links.mjs';
import { accessibility, listen, width, words } from './looks.mjs';

const base = (process.argv[2] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
const pictures = process.env.SCREENSHOTS ?? 'screenshots';
const only = process.env.ONLY ?? '';

const LANGUAGES = [['en', 'en-GB'], ['ja', 'ja-JP']];
const WIDTHS = [1280, 390];

/** The journey ends by itself after this time, whatever hangs. */
const LONGEST_MINUTES = 25;

/** A page longer than this is cut in its picture. */
const PICTURE_HEIGHT = 6000;

let passed = 0;
let failed = 0;
/** Complaints, each with the places where it was heard. */
const failures = new Map();
const weights = new Map();
/** Addresses that pages link to, each with a page that does. */
const links = new Map();

function report(where, what, complaints) {
  if (complaints.length === 0) passed += 1;
  else failed += 1;
  for (const complaint of complaints) {
    const text = `${what}: ${complaint}`;
    failures.set(text, [...(failures.get(text) ?? []), where]);
  }
}

/** One complaint may be heard on a hundred pages: it is said once, with the first places. */
function say([text, places]) {
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  console.log(`${text}\n    at ${places.slice(0, 3).join(' · ')}${more}`);
}

async function open(browser, options, action) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  try {
    await action(page);
  } finally {
    await context.close();
  }
}

/** Visits a page and reports a fault of the visit itself as a complaint. */
async function visit(page, where, target, looks) {
  try {
    const answer = await page.goto(base + target.address, { waitUntil: 'load', timeout: 30_000 });
    const status = answer?.status() ?? 0;
    report(where, 'status', status === target.status ? [] : [`${status}, expected ${target.status}`]);
    if (status === target.status) await looks();
  } catch (error) {
    report(where, 'visit', [error.message.split('\n')[0]]);
  }
}

/** Without scripts every page is whole. */
async function walk(browser, targets, [language, locale], size) {
  const options = { locale, javaScriptEnabled: false, viewport: { width: size, height: 900 } };
  await open(browser, options, async (page) => {
    for (const target of targets) {
      const where = `${target.address} ${language} ${size} px, no scripts`;
      await visit(page, where, target, async () => {
        report(where, 'words', await words(page, language));
        report(where, 'width', await width(page));
        if (target.status !== 200) return;
        for (const address of await linked(page, base)) if (!links.has(address)) links.set(address, target.address);
      });
    }
  });
}

/** With scripts: axe, weight, other hosts, console, a picture. */
async function inspect(browser, targets, [language, locale], size) {
  const folder = join(pictures, language, String(size));
  mkdirSync(folder, { recursive: true });
  const options = { locale, viewport: { width: size, height: size > 600 ? 900 : 844 } };
  await open(browser, options, async (first) => {
    for (const target of targets) {
      const page = await first.context().newPage();
      const where = `${target.address} ${language} ${size} px`;
      const heard = await listen(page, base);
      await visit(page, where, target, async () => {
        await picture(page, join(folder, `${target.name}.png`));
        report(where, 'width', await width(page));
        report(where, 'accessibility', await accessibility(page));
        const { bytes, complaints } = heard.weight();
        report(where, 'weight', complaints);
        weights.set(target.address, Math.max(bytes, weights.get(target.address) ?? 0));
      });
      report(where, 'quiet', heard.complaints());
      await page.close();
    }
  });
}

/** The dark colours hold the same contrast. */
async function dark(browser, targets) {
  await open(browser, { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 1280, height: 900 } }, async (page) => {
    const folder = join(pictures, 'dark');
    mkdirSync(folder, { recursive: true });
    for (const target of targets) {
      const where = `${target.address} en 1280 px, dark`;
      await visit(page, where, target, async () => {
        await picture(page, join(folder, `${target.name}.png`));
        report(where, 'accessibility', await accessibility(page));
      });
    }
  });
}

async function picture(page, path) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width: page.viewportSize().width, height: Math.min(height, PICTURE_HEIGHT) };
  await page.screenshot({ path, clip, fullPage: true });
}

async function hands(browser) {
  for (const scripts of [true, false]) {
    await open(browser, { locale: 'en-GB', javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } }, async (page) => {
      report('keyboard', scripts ? 'with scripts' : 'without scripts', await journey(page, base, scripts));
    });
  }
  await open(browser, { locale: 'en-GB', javaScriptEnabled: false }, async (page) => {
    report('language', 'switch', await languageSwitch(page, base));
  });
  await open(browser, { locale: 'en-GB' }, async (page) => {
    report('typing', 'with scripts', await typing(page, base));
  });
}

/** Runs pieces of work, two at a time. */
async function inTwos(pieces) {
  const worker = async () => {
    for (let piece = pieces.shift(); piece; piece = pieces.shift()) await piece();
  };
  await Promise.all([worker(), worker()]);
}

setTimeout(() => {
  console.log(`the journey did not end within ${LONGEST_MINUTES} minutes`);
  process.exit(1);
}, LONGEST_MINUTES * 60_000).unref();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

try {
  const targets = (await pages(base)).filter((target) => target.name.includes(only));
  const combinations = LANGUAGES.flatMap((language) => WIDTHS.map((size) => [language, size]));
  await inTwos([
    ...combinations.map(([language, size]) => () => inspect(browser, targets, language, size)),
    ...combinations.map(([language, size]) => () => walk(browser, targets, language, size)),
    () => dark(browser, targets.filter((target) => target.status === 200)),
    () => hands(browser),
  ]);
  report(`${links.size} addresses`, 'links', await dead(links));
  [...failures].sort().forEach(say);
  const heaviest = [...weights].sort((one, other) => other[1] - one[1]).slice(0, 5);
  console.log(`${targets.length} pages; heaviest: ${heaviest.map(([address, bytes]) => `${address} ${(bytes / 1024).toFixed(1)} KB`).join(', ')}`);
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
