// What is looked at on one page. Each check returns the complaints it has; none means that it holds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Most bytes that a page may bring over the wire, the map aside. */
const WEIGHT = 60 * 1024;

/** The outline of the world is fetched once and kept for a year. */
const isMap = (address) => /\/static\/[^?]*(map|world|outline)/.test(address);

/** The page says its language, has one heading and a title, and words of the program in that language. */
export async function words(page, language) {
  return page.evaluate((wanted) => {
    const complaints = [];
    if (document.documentElement.lang !== wanted) complaints.push(`the page says lang="${document.documentElement.lang}"`);
    if (document.title.trim() === '') complaints.push('the page has no title');
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) complaints.push(`${headings} first headings, expected one`);
    if (!document.querySelector('main')) complaints.push('the page has no main part');
    if (wanted === 'ja') {
      const screen = 'nav a, th, dt, label, button, summary, caption, legend';
      for (const element of document.querySelectorAll(screen)) {
        const text = element.textContent.trim();
        const marked = element.closest('[lang="en"], [lang]:not([lang="ja"])') ?? element.querySelector('[lang]:not([lang="ja"])');
        const record = element.matches('nav.path *, th[scope="row"]');
        if (!marked && !record && /[a-z]{3}/.test(text) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text)) {
          complaints.push(`not in Japanese: <${element.localName}> ${text.slice(0, 60)}`);
        }
      }
    }
    return [...new Set(complaints)];
  }, language);
}

/** The page is not wider than the window: only tables and pictures may scroll, inside their own frames. */
export async function width(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect();
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== 'visible' && parent !== document.body) return false;
      }
      return box.width > 0 && box.right > root.clientWidth + 1;
    });
    const names = wide.slice(0, 5).map((element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`);
    return [`${root.scrollWidth} px wide in a window of ${root.clientWidth} px: ${names.join(' ')}`];
  });
}

/** No violation of any rule of axe. */
export async function accessibility(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => (await globalThis.axe.run(document)).violations);
  return violations.map((violation) => {
    const places = violation.nodes.slice(0, 4).map((node) => `${node.target.join(' ')} (${node.failureSummary.replaceAll('\n', ' ')})`);
    return `${violation.id}: ${violation.help}: ${violation.nodes.length} times, such as ${places.join('; ')}`;
  });
}

/**
 * Listens to a page: what it asks other hosts for, what it complains about, how much it brings.
 * Call before the page is opened; the answer gives the complaints up to then.
 */
export async function listen(page, base) {
  const host = new URL(base).host;
  const complaints = [];
  const sizes = new Map();
  const addresses = new Map();
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith('http') && address.host !== host) complaints.push(`asks another host: ${address.host}`);
  });
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    const refused = /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !refused) complaints.push(`console: ${message.text()}`);
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.requestWillBeSent', (event) => addresses.set(event.requestId, event.request.url));
  session.on('Network.loadingFinished', (event) => sizes.set(event.requestId, event.encodedDataLength));
  return {
    complaints: () => [...new Set(complaints)],
    weight: () => {
      const parts = [...sizes].map(([id, size]) => [addresses.get(id) ?? '', size]).filter(([address]) => !isMap(address));
      const bytes = parts.reduce((sum, [, size]) => sum + size, 0);
      const list = parts.map(([address, size]) => `${new URL(address).pathname} ${size}`).join(', ');
      return { bytes, complaints: bytes > WEIGHT ? [`${bytes} bytes over the wire, ${WEIGHT} at most: ${list}`] : [] };
    },
  };
}
