import type { FieldChoice } from '../../../src/contract/answers';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import type { Rule, SetRule } from './rule';
import type { Choices } from './use-choices';

type Fields = NonNullable<Rule['fields']>;
type FieldRule = Fields[string];
type Attribute = Extract<FieldRule, { is: 'attribute' }>['of'];

/** What of a transmission may stand in a field, in words. */
const ATTRIBUTES = {
  mandant: 'mandant',
  mandantName: 'attributeMandantName',
  batch: 'attributeBatch',
  fileName: 'attributeFileName',
  class: 'causeClass',
  code: 'errorCode',
  jobId: 'jobId',
  period: 'attributePeriod',
  pipeline: 'attributePipeline',
} as const satisfies Readonly<Record<Attribute, PlainWord>>;

/** Fields that a rule fills have a place of their own. */
const OWN = ['priority', 'security', 'components', 'labels', 'duedate', 'assignee'];

type Props = { readonly rule: Rule; readonly fields: Choices<FieldChoice>; readonly set: SetRule };

/** Further fields: each with a constant, or with an attribute of the transmission. */
export function Extras({ rule, fields: { choices: fields, isLoading }, set }: Props) {
  const t = useWords();
  const chosen = rule.fields ?? {};
  const free = fields.filter(({ id }) => !OWN.includes(id) && !(id in chosen));
  const put = (next: Fields) => set({ fields: Object.keys(next).length === 0 ? undefined : next });
  const without = (id: string) => Object.fromEntries(Object.entries(chosen).filter(([one]) => one !== id));
  return (
    <fieldset>
      <legend>{t('furtherFields')}</legend>
      <div className="fields">
        {Object.entries(chosen).map(([id, one]) => (
          <Extra
            key={id}
            name={fields.find((field) => field.id === id)?.name ?? (isLoading ? t('loading') : id)}
            rule={one}
            set={(next) => put(next === undefined ? without(id) : { ...chosen, [id]: next })}
          />
        ))}
        <label>
          {t('addField')}
          <select
            value=""
            onChange={(e) => put({ ...chosen, [e.target.value]: { is: 'attribute', of: 'mandant' } })}
          >
            <option value="">{t('choose')}</option>
            {free.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}

type ExtraProps = {
  readonly name: string;
  readonly rule: FieldRule;
  readonly set: (rule: FieldRule | undefined) => void;
};

function Extra({ name, rule, set }: ExtraProps) {
  const t = useWords();
  return (
    <>
      <label>
        {name}
        <select
          value={rule.is === 'constant' ? '' : rule.of}
          onChange={(e) =>
            set(
              e.target.value === ''
                ? { is: 'constant', value: '' }
                : { is: 'attribute', of: e.target.value as Attribute },
            )
          }
        >
          <option value="">{t('routingConstant')}</option>
          {Object.entries(ATTRIBUTES).map(([id, word]) => (
            <option key={id} value={id}>
              {t(word)}
            </option>
          ))}
        </select>
      </label>
      {rule.is === 'constant' ? (
        <label>
          {t('constantOf', { name })}
          <input
            value={rule.value}
            maxLength={255}
            onChange={(e) => set({ is: 'constant', value: e.target.value })}
          />
        </label>
      ) : null}
      <button type="button" className="link" onClick={() => set(undefined)}>
        {t('takeOut')}: {name}
      </button>
    </>
  );
}
