import { createContext, type HTMLAttributes, type ReactNode, useContext, useId } from 'react';
import { present } from '../../../src/kernel/present';
import { Combobox } from '../../shared/inputs/combobox';
import { fitting, type Suggestion } from '../../shared/inputs/suggestions';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import type { Missing } from './read-form';

/** What is still missing, after somebody wanted to save or preview: each input looks for itself here. */
export const MissingContext = createContext<readonly Missing[]>([]);

/** What is missing at one input. */
export function useMissing(id: string): PlainWord | undefined {
  return useContext(MissingContext).find(({ at }) => at === id)?.word;
}

type Common = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
};

/** A label, its input, and below what it means or what is wrong. */
function Field(props: Common & { children: (about: Described) => ReactNode }) {
  const { id, label, hint, required = false, children } = props;
  const wrong = useMissing(id);
  const t = useWords();
  const note = useId();
  const says = wrong === undefined ? hint : t(wrong);
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {children({
        id,
        'aria-invalid': wrong !== undefined,
        'aria-describedby': says === undefined ? undefined : note,
        ...(required ? { 'aria-required': true } : {}),
      })}
      {says === undefined ? null : (
        <small id={note} className={wrong === undefined ? 'why' : 'why wrong'}>
          {says}
        </small>
      )}
    </div>
  );
}
type Described = Pick<
  HTMLAttributes<HTMLElement>,
  'id' | 'aria-invalid' | 'aria-describedby' | 'aria-required'
>;

type TextProps = Common & {
  value: string;
  onChange: (value: string) => void;
  most?: number;
  type?: 'text' | 'url' | 'password' | 'search';
  /** What may be meant; anything else may be typed, too. */
  list?: readonly Suggestion[] | undefined;
  numeric?: boolean;
  placeholder?: string;
};

export function TextField(props: TextProps) {
  const { value, onChange, most = 120, type = 'text', list = [], numeric = false, placeholder } = props;
  const more = present({ placeholder, inputMode: numeric ? ('numeric' as const) : undefined });
  return (
    <Field {...props}>
      {(about) =>
        list.length > 0 ? (
          <Combobox
            {...about}
            {...more}
            value={value}
            maxLength={most}
            isOpenAtOnce
            suggest={(typed) => fitting(list, typed)}
            onText={onChange}
            onChoose={({ id }) => onChange(id)}
          />
        ) : (
          <input
            {...about}
            {...more}
            type={type}
            value={value}
            maxLength={most}
            autoComplete="off"
            onChange={(e) => onChange(e.target.value)}
          />
        )
      }
    </Field>
  );
}

export function AreaField(
  props: Common & { value: string; onChange: (value: string) => void; rows?: number; most?: number },
) {
  const { value, onChange, rows = 3, most = 5000 } = props;
  return (
    <Field {...props}>
      {(about) => (
        <textarea
          {...about}
          rows={rows}
          maxLength={most}
          value={value}
          spellCheck={false}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  );
}

export type Option<T extends string> = readonly [value: T, text: string];

/** One of several. With `choose` the first entry asks for a choice and stands for none. */
export function SelectField<T extends string>(
  props: Common & {
    value: T | '';
    options: readonly Option<T>[];
    choose?: string;
    onChange: (value: T) => void;
  },
) {
  const { value, options, choose, onChange } = props;
  return (
    <Field {...props}>
      {(about) => (
        <select {...about} value={value} onChange={(e) => onChange(e.target.value as T)}>
          {choose === undefined ? null : <option value="">{choose}</option>}
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One of a few, all in sight, with what each means. */
export function Radios<T extends string>(props: {
  id: string;
  legend: string;
  value: T | '';
  options: readonly (readonly [value: T, text: string, note?: string])[];
  onChange: (value: T) => void;
  children?: ReactNode;
}) {
  const { id, legend, value, options, onChange, children } = props;
  const wrong = useMissing(id);
  const t = useWords();
  const [name, note] = [useId(), useId()];
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={wrong === undefined ? undefined : 'wrong'}
      aria-describedby={wrong === undefined ? undefined : note}
    >
      <legend>{legend}</legend>
      {options.map(([each, text, says]) => (
        <label key={each} className="choice">
          <input type="radio" name={name} checked={value === each} onChange={() => onChange(each)} />
          <span>
            {text}
            {says === undefined ? null : <small className="why">{says}</small>}
          </span>
        </label>
      ))}
      {wrong === undefined ? null : (
        <small id={note} className="why wrong">
          {t(wrong)}
        </small>
      )}
      {children}
    </fieldset>
  );
}

export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string;
}) {
  const { label, checked, onChange, hint } = props;
  const note = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint === undefined ? undefined : note}
          onChange={(e) => onChange(e.target.checked)}
        />
        {label}
      </label>
      {hint === undefined ? null : (
        <small id={note} className="why">
          {hint}
        </small>
      )}
    </div>
  );
}

/** A part of a form with its heading; `id` can be brought into focus. */
export function Part(props: {
  id: string;
  title: string;
  note?: string;
  /** The step says the same. */
  isAlone?: boolean;
  children: ReactNode;
}) {
  const { id, title, note, isAlone = false, children } = props;
  return (
    <section id={id} tabIndex={-1} aria-labelledby={`${id}-title`} className="part">
      <h4 id={`${id}-title`} className={isAlone ? 'unseen' : undefined}>
        {title}
      </h4>
      {note === undefined ? null : <p className="note">{note}</p>}
      {children}
    </section>
  );
}
