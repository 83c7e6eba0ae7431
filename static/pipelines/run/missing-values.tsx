import { type RefObject, useId, useRef, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { MissingView } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { call } from '../../backend';
import { Act, Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { useTargets } from '../editor/place-words';
import { type Entries, entryOf, keyOf, nextEmpty, valuesOf } from './missing-entries';
import type { RunProps } from './props';

/** The values that no table has, each once, with an input; one click takes them over and executes the run again. */
export function MissingValues(props: RunProps) {
  const form = useEntries(props);
  return (
    <>
      <p className="unseen" role="status">
        {form.said}
      </p>
      {props.run.missing.length === 0 ? null : <Form run={props.run} {...form} />}
      <Trouble of={form.problem} />
    </>
  );
}

function Form(props: Pick<RunProps, 'run'> & ReturnType<typeof useEntries>) {
  const { run, entries, enter, busy, said, take, list } = props;
  const t = useWords();
  const lang = useLang();
  return (
    <section className="missing-values">
      <h3>{t('missingValues', { count: grouped(run.missing.length + run.moreMissing, lang) })}</h3>
      <p className="note">
        {t('missingNote')}
        {run.actions.fill.allowed ? ` ${t('missingEnter')}` : null}
      </p>
      <ul className="plain" ref={list}>
        {run.missing.map((one) =>
          run.actions.fill.allowed ? (
            <Entry key={keyOf(one)} one={one} entry={entryOf(entries, one)} enter={enter} />
          ) : (
            <Told key={keyOf(one)} one={one} />
          ),
        )}
      </ul>
      {run.moreMissing === 0 ? null : (
        <p className="note">{t('missingMore', { count: grouped(run.moreMissing, lang) })}</p>
      )}
      <Act action={run.actions.fill} primary busy={busy} onClick={() => void take()}>
        {t('missingTake')}
      </Act>
      {said === '' ? null : <p aria-hidden="true">{said}</p>}
    </section>
  );
}

/** What was entered so far, and taking it over. */
function useEntries({ run, of, reload, toHead }: RunProps) {
  const [entries, setEntries] = useState<Entries>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const [said, say] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const lang = useLang();
  const t = useWords();
  const take = async () => {
    const left = nextEmpty(run.missing, entries);
    if (left !== undefined) {
      say(t('missingLeft', { count: left.count }));
      return focusOn(list, left.at);
    }
    setBusy(true);
    const wish = { lang, id: run.pipeline.id, version: run.actions.fill.version ?? 0, ...of };
    const answer = await call('pipeline.fill', { ...wish, values: valuesOf(run.missing, entries) });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    say(answer.ok ? t('missingTaken') : '');
    await reload();
    if (answer.ok) toHead();
  };
  const enter: Enter = (key, part) =>
    setEntries((now) => ({ ...now, [key]: { value: '', rate: '', ...now[key], ...part } }));
  return { entries, enter, busy, problem, said, take, list };
}

type Enter = (key: string, part: Partial<Entries[string]>) => void;

function focusOn(list: RefObject<HTMLUListElement>, id: string): void {
  list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"]`)?.focus();
}

/** For whoever may not enter it. */
function Told({ one: { value, target, rows } }: { one: MissingView }) {
  const t = useWords();
  const targetWord = useTargets();
  const shown = value === '' ? t('missingEmptyCell') : value;
  return (
    <li className="wrap">
      {t('missingFor', { value: shown, target: targetWord(target) })}{' '}
      <small className="note">{t('missingRows', { rows })}</small>
    </li>
  );
}

type EntryProps = {
  readonly one: MissingView;
  readonly entry: Entries[string] & object;
  readonly enter: Enter;
};

/** What stands at Looker, in how many rows, and what it is to be in DATEV. */
function Entry({ one, entry, enter }: EntryProps) {
  const { value, rows, target, wantsRate, suggestions } = one;
  const t = useWords();
  const targetWord = useTargets();
  const key = keyOf(one);
  const shown = value === '' ? t('missingEmptyCell') : value;
  return (
    <li>
      <Typed
        id={`${key} value`}
        value={entry.value}
        most={120}
        suggestions={suggestions}
        label={t('missingFor', { value: shown, target: targetWord(target) })}
        note={t('missingRows', { rows })}
        onChange={(next) => enter(key, { value: next })}
      />
      {wantsRate === true ? (
        <Typed
          id={`${key} rate`}
          value={entry.rate}
          most={5}
          suggestions={[]}
          label={t('missingRate', { value: shown })}
          onChange={(next) => enter(key, { rate: next })}
        />
      ) : null}
      <Likeliest one={one} isEmpty={entry.value === ''} onTake={(id) => enter(key, { value: id })} />
    </li>
  );
}

type TypedProps = {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly most: number;
  readonly suggestions: MissingView['suggestions'];
  readonly onChange: (value: string) => void;
};

function Typed({ id, label, note, value, most, suggestions, onChange }: TypedProps) {
  const [input, list, says] = [useId(), useId(), useId()];
  const described = note === undefined ? {} : { 'aria-describedby': says };
  return (
    <div className="field">
      <label htmlFor={input}>{label}</label>
      {note === undefined ? null : (
        <small id={says} className="note">
          {note}
        </small>
      )}
      <input
        id={input}
        data-entry={id}
        value={value}
        maxLength={most}
        list={list}
        {...described}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {suggestions.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </datalist>
    </div>
  );
}

/** The account of the same name, in one click; whoever knows better types. */
function Likeliest(props: { one: MissingView; isEmpty: boolean; onTake: (id: string) => void }) {
  const { one, isEmpty, onTake } = props;
  const t = useWords();
  if (!isEmpty || one.likely === undefined) return null;
  const { id, label } = one.likely;
  return (
    <button type="button" className="link" onClick={() => onTake(id)}>
      {t('missingSuggested', { id, label })}
      <span className="unseen">: {one.value}</span>
    </button>
  );
}
