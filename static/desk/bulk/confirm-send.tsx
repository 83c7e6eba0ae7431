import { Dialog } from '../../shared/dialog';
import { useLang, useWords } from '../../shared/lang';
import { type Line, sumsOf } from './heap';
import { Totals } from './totals';

/** One confirmation for all: how much goes, file by file. */
export function ConfirmSend(props: { lines: readonly Line[]; onConfirm: () => void; onClose: () => void }) {
  const { lines } = props;
  const t = useWords();
  const lang = useLang();
  const abouts = lines.flatMap(({ file }) => (file.is === 'there' ? [file.about] : []));
  const money = (currency: string, cents: bigint) =>
    new Intl.NumberFormat(lang, { style: 'currency', currency }).format(
      `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}` as unknown as number,
    );
  return (
    <Dialog
      open
      title={t('sendManyTitle')}
      confirm={t('sendMany', { count: lines.length })}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <Totals of={abouts.map(({ mandant = '', rows }) => ({ mandant, rows }))} />
      {sumsOf(abouts).map(({ currency, debit, credit }) => (
        <p key={currency}>
          {t('sumsOf', { debit: money(currency, debit), credit: money(currency, credit) })}
        </p>
      ))}
      <ul className="plain long">
        {lines.map(({ file }) => (
          <li key={file.n}>
            {file.name}
            {file.is === 'there' ? <small className="block">{file.about.mandant}</small> : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
