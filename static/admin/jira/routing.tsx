import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import type { AdminAnswer, Choice } from '../../../src/contract/answers';
import { useKeys } from '../../shared/data/use-keys';
import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { Whole } from '../whole';
import { Holidays, LAND } from './holidays';
import { Options } from './options';
import { Preview } from './preview';
import { Extras } from './routing-extras';
import { People } from './routing-people';
import { CLASSES, otherProjects, type Rule, type SetRule } from './rule';
import { type Ask, Demands, type RuleChoices, RuleProject, RuleType, useRuleChoices } from './rule-project';
import { RuleStatuses } from './rule-statuses';
import { Troubles } from './troubles';
import { fieldsOf, issueTypes, useOnce } from './use-choices';

type Props = { readonly value: AdminAnswer; readonly settings: Settings; readonly change: Change };

/** How issues are filed in Jira, by Mandant and class of cause, and how one would look. */
export function RoutingPart({ value, settings, change }: Props) {
  const t = useWords();
  const { project, routing } = settings;
  const ask = { types: useOnce(issueTypes), fields: useOnce(fieldsOf) };
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const rules = routing?.rules ?? [];
  const { keys, drop } = useKeys(rules.length);
  const last = useRef<HTMLFieldSetElement>(null);
  const set = (next: readonly Rule[]) =>
    change((s) => ({ ...s, routing: { land: s.routing?.land ?? LAND, rules: [...next] } }));
  if (project === undefined || project.issueTypeId === '') return null;
  return (
    <>
      <h3>{t('routing')}</h3>
      <p className="note">{t('routingNote')}</p>
      {rules.map((rule, at) => (
        <OneRule
          key={keys[at]}
          number={at + 1}
          rule={rule}
          of={{ value, settings, ask }}
          onNew={(id) => setFresh((all) => [...all, id])}
          anchor={at === rules.length - 1 ? last : undefined}
          set={(part) => set(rules.map((one, n) => (n === at ? changed(one, part) : one)))}
          remove={() => {
            drop(at);
            set(rules.filter((_, n) => n !== at));
          }}
        />
      ))}
      <div className="actions">
        <Button
          onClick={() => {
            set([...rules, {}]);
            requestAnimationFrame(() => last.current?.querySelector('select')?.focus());
          }}
        >
          {t('addRule')}
        </Button>
      </div>
      {otherProjects(settings).map((one) => (
        <RuleStatuses
          key={one.id}
          settings={settings}
          change={change}
          project={one}
          isNew={fresh.includes(one.id)}
        />
      ))}
      {rules.some(({ dueDays }) => dueDays !== undefined) ? (
        <Holidays
          land={routing?.land ?? LAND}
          label={t('routingLand')}
          set={(land) => change((s) => ({ ...s, routing: { land, rules: [...rules] } }))}
        />
      ) : null}
      {rules.length === 0 ? null : <Preview settings={settings} mandanten={value.mandanten} />}
    </>
  );
}

/** A member without a value is not there: the rule says nothing about it. */
function changed(rule: Rule, part: Parameters<SetRule>[0]): Rule {
  const all = Object.entries({ ...rule, ...part });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== '')) as Rule;
}

type Of = {
  readonly value: AdminAnswer;
  readonly settings: Settings;
  readonly ask: Ask;
};
type OneProps = {
  readonly number: number;
  readonly rule: Rule;
  readonly of: Of;
  readonly anchor: React.RefObject<HTMLFieldSetElement> | undefined;
  readonly onNew: (projectId: string) => void;
  readonly set: SetRule;
  readonly remove: () => void;
};

function OneRule(props: OneProps) {
  const { number, rule, of, anchor, onNew, set, remove } = props;
  const t = useWords();
  const choices = useRuleChoices(rule, of.settings, of.ask);
  return (
    <fieldset ref={anchor}>
      <legend>{t('routingRule', { n: number })}</legend>
      <div className="fields">
        <ForWhich {...props} />
      </div>
      <RuleProject rule={rule} types={choices.types} set={set} onNew={onNew} />
      <Troubles of={[choices.types, choices.fields]} />
      <div className="fields">
        <Kinds rule={rule} choices={choices} set={set} />
        <Wording rule={rule} set={set} />
        <Due rule={rule} set={set} />
      </div>
      <People rule={rule} routed={of.value.routed} set={set} />
      <Components of={allowedIn(choices, 'components')} rule={rule} set={set} />
      <Extras rule={rule} fields={choices.fields} set={set} />
      <Demands
        rule={rule}
        fields={choices.fields.choices}
        settings={of.settings}
        mandanten={of.value.mandanten}
      />
      <div className="actions">
        <button type="button" className="link" onClick={remove}>
          {t('removeRule', { n: number })}
        </button>
      </div>
    </fieldset>
  );
}

function allowedIn({ fields }: RuleChoices, id: string) {
  return fields.choices.find((field) => field.id === id)?.allowed ?? [];
}

/** For whose issues, and for which. */
function ForWhich({ rule, of, set }: OneProps) {
  const t = useWords();
  const classes = Object.entries(CLASSES).map(([id, word]) => ({ id, name: t(word) }));
  return (
    <>
      <Pick
        label={t('mandant')}
        none={t('forAllMandanten')}
        of={of.value.mandanten.map(({ id, name }) => ({ id, name: name ?? id }))}
        value={rule.mandant}
        set={(mandant) => set({ mandant })}
      />
      <Pick
        label={t('causeClass')}
        none={t('allClasses')}
        of={classes}
        value={rule.class}
        set={(id) => set({ class: id as Rule['class'] })}
      />
    </>
  );
}

type Part = { readonly rule: Rule; readonly set: SetRule };

/** What the issue is to Jira. */
function Kinds({ rule, choices, set }: Part & { readonly choices: RuleChoices }) {
  const t = useWords();
  return (
    <>
      <RuleType rule={rule} types={choices.types} set={set} />
      <Pick
        label={t('priority')}
        of={allowedIn(choices, 'priority')}
        isLoading={choices.fields.isLoading}
        value={rule.priority}
        set={(priority) => set({ priority })}
      />
      <Pick
        label={t('securityLevel')}
        of={allowedIn(choices, 'security')}
        isLoading={choices.fields.isLoading}
        value={rule.security}
        set={(security) => set({ security })}
      />
    </>
  );
}

function Wording({ rule, set }: Part) {
  const t = useWords();
  return (
    <>
      <label>
        {t('labels')}
        <input
          // Begins anew with other words: those that were typed, one by one, or those of other settings.
          key={(rule.labels ?? []).join(' ')}
          defaultValue={(rule.labels ?? []).join(' ')}
          maxLength={500}
          onBlur={(e) => set({ labels: wordsIn(e.target.value) })}
        />
      </label>
      <label>
        {t('summaryTemplate')}
        <input
          value={rule.summary ?? ''}
          maxLength={200}
          onChange={(e) => set({ summary: e.target.value })}
        />
        <small>{t('summaryHint')}</small>
      </label>
    </>
  );
}

function wordsIn(text: string): string[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length === 0 ? undefined : words.slice(0, 10);
}

type PickProps = {
  readonly label: string;
  readonly none?: string;
  readonly of: readonly { readonly id: string; readonly name: string }[];
  readonly isLoading?: boolean;
  readonly value: string | undefined;
  readonly set: (id: string | undefined) => void;
};

/** One of some, or nothing. */
function Pick({ label, none, of, isLoading, value, set }: PickProps) {
  const t = useWords();
  return (
    <label>
      {label}
      <select value={value ?? ''} onChange={(e) => set(e.target.value === '' ? undefined : e.target.value)}>
        <option value="">{none ?? t('asElse')}</option>
        <Options of={of} chosen={value} isLoading={isLoading} />
      </select>
    </label>
  );
}

function Due({ rule, set }: Part) {
  const t = useWords();
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={rule.dueDays !== undefined}
          onChange={(e) => set({ dueDays: e.target.checked ? 3 : undefined })}
        />
        {t('hasDue')}
      </label>
      {rule.dueDays === undefined ? null : (
        <Whole
          label={t('dueDays')}
          value={rule.dueDays}
          range={[1, 60]}
          onChange={(dueDays) => set({ dueDays })}
        />
      )}
    </>
  );
}

function Components({ of, rule, set }: { of: readonly Choice[]; rule: Rule; set: SetRule }) {
  const t = useWords();
  const chosen = rule.components ?? [];
  if (of.length === 0) return null;
  const toggle = (id: string, on: boolean) => {
    const next = on ? [...chosen, id] : chosen.filter((one) => one !== id);
    set({ components: next.length === 0 ? undefined : next });
  };
  return (
    <fieldset>
      <legend>{t('components')}</legend>
      {of.map(({ id, name }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(e) => toggle(id, e.target.checked)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
