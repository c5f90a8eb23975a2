// The pages that are looked at: the told ones by name, and for every kind of record its list and one record.
import { readdirSync } from 'node:fs';

const DEMO = new URL('../../data/demo/', import.meta.url);

/** The need of the public benchmark of the field: half of the water is lost. */
export const NEED = 'half of the water we pump never reaches a paying customer';

/** The kinds of record, by the names of the files that hold them. */
export function kinds() {
  return readdirSync(DEMO).filter((name) => name.endsWith('.csv')).map((name) => name.slice(0, -'.csv'.length)).sort();
}

/** A need with limits, so that something is ruled out. */
const LIMITED = encodeURIComponent('Our market makes 6 tonnes of waste a day. We want to make compost of it.');

/** Pages with an address of their own, each with the name of its picture. */
const TOLD = [
  ['desk', '/'],
  ['partners', '/partners'],
  ['partner-phnom-penh', '/partners/phnom-penh'],
  ['partner-surabaya', '/partners/surabaya'],
  ['partner-hai-phong', '/partners/hai-phong'],
  ['partner-country', '/partners/cambodia'],
  ['projects', '/projects'],
  ['results', '/results'],
  ['search', '/search?q=water'],
  ['search-japanese', `/search?q=${encodeURIComponent('水道')}`],
  ['search-nothing', '/search?q=zzzzqqqq'],
  ['search-blank', '/search'],
  ['matches-blank', '/matches'],
  ['matches-text', `/matches?text=${encodeURIComponent(NEED)}`],
  ['matches-corrected', `/matches?text=${LIMITED}&place=surabaya&not=concept:composting&add=missing:land&add=form:training`],
  ['matches-kind', `/matches?text=${LIMITED}&only=offerings&kind=training`],
  ['matches-why', `/matches/why?text=${LIMITED}&id=off-market-waste-composting`],
  ['matches-why-scheme', `/matches/why?text=${LIMITED}&id=sch-jica-partnership`],
  ['matches-why-several', `/matches/why?text=${LIMITED}&id=composting`],
  ['matches-compared', `/matches/compare?text=${LIMITED}&pick=off-market-waste-composting&pick=off-super-depo`],
  ['matches-nothing', `/matches?text=${encodeURIComponent('a violin teacher for the court orchestra')}`],
];

/** Pages that answer with a fault, each with the status that belongs to it. */
export const FAULTS = [
  ['fault-no-page', '/no-such-page', 404],
  ['fault-no-record', '/needs/no-such-need', 404],
  ['fault-filter', '/needs?no-such-filter=1', 400],
];

/**
 * Collects every page, with the record pages that the lists link to first.
 * @param {string} base address of the program
 * @returns {Promise<{name: string, address: string, status: number}[]>}
 */
export async function pages(base) {
  const found = [...TOLD.map(([name, address]) => ({ name, address, status: 200 }))];
  for (const kind of kinds()) {
    found.push({ name: `list-${kind}`, address: `/${kind}`, status: 200 });
    const record = await firstRecord(base, kind);
    found.push({ name: `record-${kind}`, address: record, status: 200 });
    if (kind === 'needs') {
      found.push({ name: 'matches-need', address: `${record}/matches`, status: 200 });
    }
  }
  return [...found, ...FAULTS.map(([name, address, status]) => ({ name, address, status }))];
}

/** The first link of a list that leads to a record of its kind; the list's own address when there is none. */
async function firstRecord(base, kind) {
  const answer = await fetch(`${base}/${kind}`, { headers: { 'accept-language': 'en' } });
  const text = await answer.text();
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main'));
  const link = new RegExp(`href="(/${kind}/[^"/?#]+)"`).exec(main);
  return link ? link[1].replaceAll('&amp;', '&') : `/${kind}/no-link-to-a-record`;
}
