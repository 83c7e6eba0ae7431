import type { AdminAnswer, Figures } from '../../../src/contract/answers';
import { Bar, When } from '../../shared/parts';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';

type Props = { readonly value: AdminAnswer; readonly now: string };

/** What is wrong, worst first. */
export function Health({ value, now }: Props) {
  const t = useWords();
  if (value.health.length === 0) return null;
  return (
    <section>
      <h2>{t('health')}</h2>
      <ul className="plain">
        {value.health.map((item) => (
          <li key={item.code}>
            <Lozenge appearance={item.tone}>{t(item.tone === 'success' ? 'fine' : 'attention')}</Lozenge>
            <p>
              <strong>{item.title}</strong> {item.remedy}{' '}
              {item.since === undefined ? null : <When at={item.since} now={now} />}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What waits, moves and was delivered, and the calls that DATEV's review looks at. */
export function FiguresPart({ value, now }: Props) {
  const t = useWords();
  const lang = useLang();
  const { figures } = value;
  const most = Math.max(1, figures.needsYou, figures.moving, figures.deliveredLast30Days);
  const { datev } = figures;
  const calls = Math.max(1, datev.gets, datev.writes);
  return (
    <section>
      <h2>{t('figures')}</h2>
      {figures.isCounting ? <p className="note">{t('isCounting')}</p> : null}
      <Bar label={t('needsYou')} value={figures.needsYou} most={most} tone="removed" />
      <Bar label={t('moving')} value={figures.moving} most={most} tone="inprogress" />
      <Bar label={t('delivered30')} value={figures.deliveredLast30Days} most={most} tone="success" />
      <Bar label={t('gets')} value={datev.gets} most={calls} tone="default" />
      <Bar label={t('writes')} value={datev.writes} most={calls} tone="default" />
      <Bar label={t('callErrors')} value={datev.errors} most={calls} tone="removed" />
      <p className="note">{t('callsNote', callsOf(datev, lang))}</p>
      {figures.lastTickAt === undefined ? null : (
        <p className="note">
          {t('lastChecked')}: <When at={figures.lastTickAt} now={now} />
        </p>
      )}
    </section>
  );
}

/** What DATEV's review looks at, in the person's number form. */
function callsOf(datev: Figures['datev'], lang: 'de' | 'en'): { per: string; share: string; sent: string } {
  const of = (value: number, digits: number) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  const all = datev.gets + datev.writes;
  return {
    sent: of(datev.sent, 0),
    per: datev.sent === 0 ? '–' : of(datev.gets / datev.sent, 1),
    share: of(all === 0 ? 0 : (100 * datev.errors) / all, 1),
  };
}
