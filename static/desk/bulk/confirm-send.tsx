import type { About } from '../../shared/files/file-types';
import { Scroll } from '../../shared/scroll';
import { Dialog } from '../../shared/signs/dialog';
import { useLang, useWords } from '../../shared/texts/lang';
import { sumsOf } from './heap';
import { Totals } from './totals';

/** A file that would go. */
export type Going = {
  readonly id: string;
  readonly name: string;
  readonly about: About;
  /** Of a file that nobody has on their own disk, by which it can be told apart. */
  readonly sha256?: string;
};

/** One confirmation for all: how much goes, file by file. */
export function ConfirmSend(props: { going: readonly Going[]; onConfirm: () => void; onClose: () => void }) {
  const { going } = props;
  const t = useWords();
  const lang = useLang();
  const abouts = going.map(({ about }) => about);
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const money = (currency: string, cents: bigint) =>
    `${number.format(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}` as `${number}`)} ${currency}`;
  return (
    <Dialog
      open
      title={t('sendManyTitle')}
      confirm={t('sendMany', { count: going.length })}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <Totals of={abouts.map(({ mandant = '', rows }) => ({ mandant, rows }))} />
      {sumsOf(abouts).map(({ currency, debit, credit }) => (
        <p key={currency}>
          {t('sumsOf', { debit: money(currency, debit), credit: money(currency, credit) })}
        </p>
      ))}
      <Scroll className="long" label={t('goingFiles')}>
        <ul className="plain">
          {going.map((one) => (
            <li key={one.id}>
              {one.name}
              <small className="block">
                {one.about.mandant} · {t('bookingsCount', { count: one.about.rows })}
              </small>
              {one.sha256 === undefined ? null : (
                <small className="block hash">
                  SHA-256 <code>{one.sha256}</code>
                </small>
              )}
            </li>
          ))}
        </ul>
      </Scroll>
    </Dialog>
  );
}
