// Links lead somewhere: every address that the visited pages link to is asked for once.

/** More links than this are not followed; lists link to every way of sorting and filtering them. */
const MOST = 4000;

/** Addresses of this program that a page links to, without the places inside pages. */
export async function linked(page, base) {
  const addresses = await page.evaluate(() => [...document.querySelectorAll('a[href]')]
    .map((link) => new URL(link.getAttribute('href'), document.baseURI).href));
  return addresses.map((address) => address.split('#')[0]).filter((address) => address.startsWith(`${base}/`));
}

/**
 * Asks for each address and returns complaints about those that do not answer well.
 * @param {Map<string, string>} found addresses, each with the page that links to it
 */
export async function dead(found) {
  const complaints = [];
  const rest = [...found].slice(0, MOST);
  const worker = async () => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const [address, from] = next;
      const answer = await fetch(address, { redirect: 'manual', headers: { 'accept-language': 'en' } });
      await answer.arrayBuffer();
      if (answer.status >= 400) complaints.push(`${answer.status} for ${new URL(address).pathname}${new URL(address).search}, linked on ${from}`);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return complaints;
}
