// One way through the pages by keyboard alone, with and without scripts.

/** What has the focus, and whether a person can see that it has. */
function focus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const shown = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
    const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    return {
      path: element.getAttribute('href') ?? '',
      name: element.getAttribute('name') ?? '',
      element: element.localName,
      inMain: element.closest('main') !== null,
      visible: shown && marked,
    };
  });
}

/** Presses Tab until something has the focus that fits; every stop on the way must be seen. */
async function tabTo(page, what, fits) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await focus(page);
    if (focused.element !== 'body' && !focused.visible) throw new Error(`the focus cannot be seen on <${focused.element}> ${focused.path}`);
    if (fits(focused)) return;
  }
  throw new Error(`${what} is not reached with Tab`);
}

async function enter(page, pattern) {
  await page.keyboard.press('Enter');
  await page.waitForURL(pattern, { timeout: 10_000 });
}

/**
 * Skips to the content, opens the partners, searches, opens a result.
 * @returns {Promise<string[]>} complaints
 */
export async function journey(page, base, scripts) {
  try {
    await page.goto(`${base}/`);
    await page.keyboard.press('Tab');
    const first = await focus(page);
    if (!first.path.startsWith('#') || !first.visible) throw new Error('the first stop is not a visible link to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    if (!(await focus(page)).inMain) throw new Error('the link to the content does not lead into the content');
    await page.goto(`${base}/`);
    await tabTo(page, 'the link to the partners', (focused) => focused.path === '/partners');
    await enter(page, /\/partners$/);
    if (scripts) {
      await page.keyboard.press('/');
      if ((await focus(page)).name !== 'q') throw new Error('the key / does not lead to the search field');
    } else {
      await tabTo(page, 'the search field', (focused) => focused.name === 'q');
    }
    await page.keyboard.type('phnom penh');
    await enter(page, /\/search\?.*q=phnom/);
    const isResult = (focused) => focused.inMain && /^\/[a-z_]+\/[^/?]+$/.test(focused.path);
    await tabTo(page, 'a result', isResult);
    await enter(page, /\/[a-z_]+\/[^/?]+$/);
    return [];
  } catch (error) {
    return [`at ${page.url()}: ${error.message.split('\n')[0]}`];
  }
}

/** The switch changes the language, keeps the page, and is remembered on the next. */
export async function languageSwitch(page, base) {
  const complaints = [];
  await page.goto(`${base}/projects`);
  await page.click('a[hreflang="ja"]');
  const read = () => page.evaluate(() => document.documentElement.lang);
  if ((await read()) !== 'ja') complaints.push('the switch does not change the language');
  if (!new URL(page.url()).pathname.startsWith('/projects')) complaints.push(`the switch leaves the page for ${page.url()}`);
  await page.goto(`${base}/partners`);
  if ((await read()) !== 'ja') complaints.push('the language is forgotten on the next page');
  return complaints;
}

/** The answers follow what is typed: they come by themselves, are told, keep the focus and have an address. */
export async function typing(page, base) {
  const complaints = [];
  const text = 'half of the water we pump is never paid for';
  await page.goto(`${base}/matches`);
  await page.focus('#need-text');
  await page.keyboard.type(text);
  try {
    await page.waitForFunction((asked) => document.querySelector('.need-text')?.textContent.trim() === asked, text, { timeout: 10_000 });
  } catch {
    return ['no answers come while a need is typed'];
  }
  const told = await page.textContent('#answers-said');
  if (told !== (await page.textContent('#verdict'))) complaints.push('the verdict is not told');
  if ((await focus(page)).name !== 'text') complaints.push('the focus leaves the need that is typed');
  if (new URL(page.url()).searchParams.get('text') !== text) complaints.push(`the address is ${page.url()}`);
  await page.reload();
  if ((await page.textContent('#verdict')) !== told) complaints.push('the address does not lead to the same answers');
  return complaints;
}
