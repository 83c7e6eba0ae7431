import { useId } from 'react';
import type { FieldChoice } from '../../src/contract/answers';
import { useWords } from '../shared/lang';
import type { Change, Settings } from './admin';

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
          .filter((f) => f.required)
          .map((f) => (
            <Required key={f.id} field={f} settings={settings} change={change} />
          ))}
      </div>
    </fieldset>
  );
}

function Required({ field, settings, change }: { field: FieldChoice; settings: Settings; change: Change }) {
  const t = useWords();
  const value = settings.requiredValues[field.id];
  const set = (next: unknown) =>
    change((s) => {
      const { [field.id]: _, ...rest } = s.requiredValues;
      return { ...s, requiredValues: next === undefined ? rest : { ...rest, [field.id]: next } };
    });
  const control = useId();
  const id = typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
  return (
    <div>
      <label htmlFor={control}>{t('requiredField', { name: field.name })}</label>
      {field.allowed === undefined ? (
        <input
          id={control}
          value={typeof value === 'string' ? value : ''}
          onChange={(e) => set(e.target.value === '' ? undefined : e.target.value)}
        />
      ) : (
        <select value={id} onChange={(e) => set(e.target.value === '' ? undefined : { id: e.target.value })}>
          <option value="">{t('choose')}</option>
          {field.allowed.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
