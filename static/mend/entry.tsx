import { useId, useMemo, useState } from 'react';
import { present } from '../../src/kernel/present';
import { grouped } from '../../src/kernel/text';
import { Mark } from '../shared/signs/mark';
import { useLang, useWords } from '../shared/texts/lang';
import { type Draft, typedFor, withRowValue, withValue } from './draft';
import { type Opened, ROWS_SHOWN } from './open-file';
import type { SheetMend } from './sheet';
import { allowedOf, lineOf, troubleOf, whatIsWrong } from './words';

type Props = {
  readonly mend: SheetMend;
  readonly file: Opened;
  readonly draft: Draft;
  readonly mandant: string;
  readonly onDraft: (draft: Draft) => void;
};

/** One wrong value: where it stands, what stands there, what is allowed, and what should stand there. */
export function Entry(props: Props) {
  const { mend, file, draft, onDraft } = props;
  const t = useWords();
  const lang = useLang();
  const [single, setSingle] = useState(false);
  const typed = draft.values[mend.key];
  const turn = () => {
    // What rows have alone would go on unseen.
    if (single) onDraft(withValue(draft, mend, typed));
    setSingle(!single);
  };
  return (
    <li className="mend-entry">
      <Where mend={mend} file={file} />
      <p className="mend-what">
        {whatIsWrong(mend, lang) ?? t(mend.file === undefined ? 'mendByDatev' : 'mendInRejected')}
      </p>
      <Said {...props} />
      {single ? null : (
        <Value
          {...props}
          row={mend.rows[0] ?? 0}
          typed={typed}
          label={t('mendNew', { label: mend.label, value: shownValue(mend.value, t) })}
          onValue={(value) => onDraft(withValue(draft, mend, value))}
        />
      )}
      {mend.rows.length < 2 ? null : (
        <button type="button" className="link" aria-expanded={single} onClick={turn}>
          {single ? t('mendAllRows') : t('mendEachRow')}
        </button>
      )}
      {single ? <Rows {...props} /> : null}
      <Allowed {...props} />
    </li>
  );
}

/** The form of a value, where the sentence above has not said it. */
function Allowed({ mend, file }: Props) {
  const t = useWords();
  const lang = useLang();
  const allowed = allowedOf(file, mend, lang);
  if (allowed === '' || whatIsWrong(mend, lang)?.includes(allowed) === true) return null;
  return <small className="why">{t('mendAllowed', { allowed })}</small>;
}

function shownValue(value: string, t: ReturnType<typeof useWords>): string {
  return value === '' ? t('mendIsEmpty') : value;
}

/** "Row 1 · line 3 in Excel", and how many more. */
function Where({ mend, file }: Pick<Props, 'mend' | 'file'>) {
  const t = useWords();
  const lang = useLang();
  const [row = 0] = mend.rows;
  const more = mend.count - 1;
  const at = {
    row: grouped(row, lang),
    line: grouped(lineOf(file, mend, row), lang),
    field: String(mend.field),
  };
  const place =
    mend.file === undefined
      ? t(row === 0 ? 'mendHeaderField' : 'mendRow', at)
      : t(row === 0 ? 'mendOfLedger' : 'mendInLedger', { ...at, file: mend.file });
  return (
    <p className="mend-where">
      <strong>{mend.label}</strong> <code>{shownValue(mend.value, t)}</code>
      <small>
        {place}
        {more === 0 ? '' : ` ${t('mendMoreRows', { count: more })}`}
      </small>
    </p>
  );
}

/** DATEV's own value, one click away; of another Mandant with the question whether it is the right file at all. */
function Said({ mend, draft, onDraft }: Props) {
  const t = useWords();
  if (mend.said === undefined) return null;
  const isTaken = draft.values[mend.key] === mend.said;
  const isMandant = mend.field === 11 || mend.field === 12;
  return (
    <>
      {isMandant ? <p className="note">{t('mendMandant')}</p> : null}
      <button
        type="button"
        className="chip"
        aria-pressed={isTaken}
        onClick={() => onDraft(withValue(draft, mend, isTaken ? undefined : mend.said))}
      >
        {isTaken ? <Mark sign="done" /> : null} {mend.label} {shownValue(mend.value, t)}{' '}
        <Mark sign="becomes" /> {t('mendSaid', { said: mend.said })}
      </button>
    </>
  );
}

type ValueProps = Props & {
  readonly row: number;
  readonly typed: string | undefined;
  readonly label: string;
  readonly onValue: (value: string | undefined) => void;
};

/** What should stand there, judged while it is typed. */
function Value({ mend, file, mandant, row, typed, label, onValue }: ValueProps) {
  const t = useWords();
  const lang = useLang();
  const [id, hint] = [useId(), useId()];
  const isNew = typed !== undefined && typed !== mend.value;
  const trouble = useMemo(
    () =>
      isNew
        ? troubleOf(
            file,
            { row, field: mend.field, value: typed, ...present({ file: mend.file }) },
            { mandant, lang },
          )
        : undefined,
    [isNew, file, row, mend, typed, mandant, lang],
  );
  const common = { id, 'aria-describedby': hint, 'aria-invalid': trouble !== undefined } as const;
  return (
    <div className="mend-value">
      <label htmlFor={id}>{label}</label>
      {mend.options.length === 0 ? (
        <input
          {...common}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={typed ?? mend.value}
          onChange={(e) => onValue(e.target.value)}
        />
      ) : (
        <select {...common} value={typed ?? ''} onChange={(e) => onValue(e.target.value)}>
          {typed === undefined || !mend.options.includes(typed) ? (
            <option value={typed ?? ''}>{t('choose')}</option>
          ) : null}
          {mend.options.map((option) => (
            <option key={option} value={option}>
              {option === '' ? t('mendIsEmpty') : option}
            </option>
          ))}
        </select>
      )}
      <span id={hint} aria-live="polite" className={trouble === undefined ? 'mend-fine' : 'mend-bad'}>
        {isNew ? (
          <>
            <Mark sign={trouble === undefined ? 'done' : 'bad'} /> {trouble ?? t('mendFine')}
          </>
        ) : null}
      </span>
    </div>
  );
}

/** Each row by itself, where one value does not fit all. */
function Rows(props: Props) {
  const { mend, file, draft, onDraft } = props;
  const t = useWords();
  const lang = useLang();
  const rest = mend.count - ROWS_SHOWN;
  return (
    <>
      <ul className="plain">
        {mend.rows.slice(0, ROWS_SHOWN).map((row) => (
          <li key={row}>
            <Value
              {...props}
              row={row}
              typed={typedFor(draft, mend, row)}
              label={t('mendInRow', {
                label: mend.label,
                row: grouped(row, lang),
                line: grouped(lineOf(file, mend, row), lang),
              })}
              onValue={(value) => onDraft(withRowValue(draft, { mend, row }, value ?? mend.value))}
            />
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : <p className="note">{t('mendRestAsAll', { count: rest })}</p>}
    </>
  );
}
