import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { cut, plain } from '../../kernel/text';
import type { Waiting } from '../../notices/round';
import { say } from '../../texts/say';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** The mail about what waits for one person: keys, since when, until when. Names of files and Mandanten stay behind Jira's permissions. */

const MOST_LINES = 20;

/** What is due first comes first; further ones are counted. */
export function digestMail(
  waiting: readonly Waiting[],
  how: { readonly baseUrl: string; readonly now: string; readonly lang: Lang },
): Mail {
  const { lang, now, baseUrl } = how;
  const late = waiting.filter(({ due = '9999' }) => due <= now).length;
  const lines = waiting.slice(0, MOST_LINES).map((one) => ({ key: one.key, says: lineOf(one, now, lang) }));
  const rest = waiting.length - lines.length;
  const intro = say('digest.intro', lang, { count: waiting.length, late });
  const more = rest === 0 ? [] : [say('digest.more', lang, { count: rest })];
  const end = say('digest.why', lang);
  const link = (key: string) => `${baseUrl}/browse/${key}`;
  return {
    subject: cut(say('digest.subject', lang, { count: waiting.length, late }), 200),
    text: [
      intro,
      '',
      ...lines.map(({ key, says }) => `${key}: ${says}\n${link(key)}`),
      ...more,
      '',
      end,
    ].join('\n'),
    html: [
      `<p>${html(intro)}</p><ul>`,
      ...lines.map(
        ({ key, says }) => `<li><a href="${html(link(key))}">${html(key)}</a>: ${html(says)}</li>`,
      ),
      `</ul>${more.map((one) => `<p>${html(one)}</p>`).join('')}<p>${html(end)}</p>`,
    ].join(''),
  };
}

function lineOf({ since, due }: Waiting, now: string, lang: Lang): string {
  const when = { since: berlinTime(since, lang), due: due === undefined ? '' : berlinTime(due, lang) };
  if (due === undefined) return say('digest.since', lang, { since: when.since });
  return say(due <= now ? 'digest.late' : 'digest.due', lang, when);
}

/** What a key or an address may carry into markup: nothing. */
function html(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return plain(text).replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
