import { useId } from 'react';
import type { FieldChoice } from '../../../src/contract/answers';
import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { DateField } from './date-field';

const MAPPED = ['externalId', 'jobId', 'mandant', 'errorCode'] as const;

/** Existing fields that carry our values, and values for what the project demands. */
export function Fields(props: { settings: Settings; change: Change; fields: readonly FieldChoice[] }) {
  const { settings, change, fields } = props;
  const t = useWords();
  const map = (name: (typeof MAPPED)[number], id: string) =>
    change((s) => {
      const { [name]: _, ...rest } = s.fields;
      return { ...s, fields: id === '' ? rest : { ...rest, [name]: id } };
    });
  return (
    <fieldset>
      <legend>{t('fields')}</legend>
      <p className="note">{t('fieldsHint')}</p>
      <div className="fields">
        {MAPPED.map((name) => (
          <label key={name}>
            {t(name)}
            <select value={settings.fields[name] ?? ''} onChange={(e) => map(name, e.target.value)}>
              <option value="">{t('none')}</option>
              {fields
                .filter((f) => f.mappable)
                .map((f) => (
                  <option key={f.id} value={f.id}>
                    {f.name}
                  </option>
                ))}
            </select>
          </label>
        ))}
        {fields
          // Whose an issue is, is chosen elsewhere.
          .filter((f) => f.required && f.id !== 'assignee')
          .map((f) => (
            <Required key={f.id} field={f} settings={settings} change={change} />
          ))}
      </div>
    </fieldset>
  );
}

function Required({ field, settings, change }: { field: FieldChoice; settings: Settings; change: Change }) {
  const t = useWords();
  const id = useId();
  const set = (next: unknown) =>
    change((s) => {
      const { [field.id]: _, ...rest } = s.requiredValues;
      return { ...s, requiredValues: next === undefined ? rest : { ...rest, [field.id]: next } };
    });
  const value: unknown = settings.requiredValues[field.id];
  const label = t('requiredField', { name: field.name });
  if (field.type === 'date' && field.allowed === undefined)
    return <DateField label={label} value={value} onDay={set} />;
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Control field={field} id={id} value={value} set={set} />
    </div>
  );
}

type ControlOf = { field: FieldChoice; id: string; value: unknown; set: (next: unknown) => void };

/** A value as Jira takes it for the field's type (REST v3: option `{id}`, list of options `[{id}]`, number, text). */
function Control({ field, id, value, set }: ControlOf) {
  const t = useWords();
  const { allowed, type } = field;
  if (allowed !== undefined && type === 'array')
    return <Several field={field} id={id} value={value} set={set} />;
  if (allowed !== undefined) {
    return (
      <select
        id={id}
        value={idOf(value)}
        onChange={(e) => set(e.target.value === '' ? undefined : { id: e.target.value })}
      >
        <option value="">{t('choose')}</option>
        {allowed.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    );
  }
  if (type !== 'string' && type !== 'number')
    return (
      <p id={id} className="why">
        {t('requiredUnsupported')}
      </p>
    );
  const read = (text: string) => (text === '' ? undefined : type === 'number' ? Number(text) : text);
  return (
    <input
      id={id}
      type={type === 'string' ? 'text' : 'number'}
      maxLength={255}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onChange={(e) => set(read(e.target.value))}
    />
  );
}

function Several({ field, id, value, set }: ControlOf) {
  const chosen = Array.isArray(value) ? value.map(idOf) : [];
  const toggle = (option: string, on: boolean) => {
    const ids = on ? [...chosen, option] : chosen.filter((each) => each !== option);
    set(ids.length === 0 ? undefined : ids.map((each) => ({ id: each })));
  };
  return (
    <span id={id}>
      {field.allowed?.map((option) => (
        <label key={option.id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(option.id)}
            onChange={(e) => toggle(option.id, e.target.checked)}
          />
          {option.name}
        </label>
      ))}
    </span>
  );
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}
