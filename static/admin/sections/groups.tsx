import { useState } from 'react';
import type { AdminAnswer, Choice } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';

type Props = {
  readonly settings: Settings;
  readonly change: Change;
  readonly mandanten: AdminAnswer['mandanten'];
};
type OfGroups = 'resubmit' | 'mappings' | 'readers';

/** Which groups may do what: send, lead, and read, for all Mandanten and for one. */
export function Groups(props: Props) {
  const { settings, change } = props;
  const t = useWords();
  const parts = [
    ['resubmit', t('groupsResubmit')],
    ['mappings', t('groupsMappings')],
    ['readers', t('groupsReaders')],
  ] as const satisfies readonly (readonly [OfGroups, string])[];
  return (
    <fieldset>
      <legend>{t('groups')}</legend>
      {parts.map(([which, label]) => (
        <GroupList
          key={which}
          label={label}
          settings={settings}
          ids={settings.groups[which] ?? []}
          onChange={(make, group) =>
            change((s) =>
              named({ ...s, groups: { ...s.groups, [which]: make(s.groups[which] ?? []) } }, group),
            )
          }
        />
      ))}
      <p className="note">{t('readersNote')}</p>
      <ReadersOfMandanten {...props} />
    </fieldset>
  );
}

/** Mandanten with readers of their own; there may be hundreds of Mandanten, so only those are listed. */
function ReadersOfMandanten({ settings, change, mandanten }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const t = useWords();
  const readersOf = settings.groups.readersOf ?? {};
  const shown = [...new Set([...Object.keys(readersOf), ...chosen])];
  const nameOf = (id: string) => {
    const name = mandanten.find((m) => m.id === id)?.name;
    return name === undefined ? id : `${name} (${id})`;
  };
  const others = mandanten.filter(({ id }) => !shown.includes(id));
  return (
    <>
      {shown.map((id) => (
        <GroupList
          key={id}
          label={t('readersOf', { mandant: nameOf(id) })}
          settings={settings}
          ids={readersOf[id] ?? []}
          onChange={(make, group) => change((s) => named(withReaders(s, id, make), group))}
        />
      ))}
      {others.length === 0 ? null : (
        <div className="fields">
          <label>
            {t('readersOfAdd')}
            <select value="" onChange={(e) => setChosen([...chosen, e.target.value])}>
              <option value="">{t('choose')}</option>
              {others.map(({ id }) => (
                <option key={id} value={id}>
                  {nameOf(id)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
    </>
  );
}

type Make = (ids: readonly string[]) => string[];

/** A Mandant without groups of its own has no entry: those for all count again. */
function withReaders(settings: Settings, mandant: string, make: Make): Settings {
  const { [mandant]: before = [], ...others } = settings.groups.readersOf ?? {};
  const after = make(before);
  const readersOf = after.length === 0 ? others : { ...others, [mandant]: after };
  return { ...settings, groups: { ...settings.groups, readersOf } };
}

/** The name of a group as it is now: rights go by its id, people read names. */
function named(settings: Settings, group: Choice | undefined): Settings {
  if (group === undefined) return settings;
  return { ...settings, groupNames: { ...settings.groupNames, [group.id]: group.name } };
}

function GroupList(props: {
  readonly label: string;
  readonly settings: Settings;
  readonly ids: readonly string[];
  readonly onChange: (make: Make, added?: Choice) => void;
}) {
  const { label, settings, ids, onChange } = props;
  const t = useWords();
  return (
    <fieldset>
      <legend>{label}</legend>
      <ul className="plain">
        {ids.map((id) => (
          <li key={id} className="line">
            <span className="wrap">{settings.groupNames?.[id] ?? id}</span>
            <button
              type="button"
              className="link"
              onClick={() => onChange((before) => before.filter((each) => each !== id))}
            >
              {t('remove')}
            </button>
          </li>
        ))}
      </ul>
      <JiraFinder
        label={t('addGroup')}
        of="jira.groups"
        onChoose={(group) => onChange((before) => [...new Set([...before, group.id])], group)}
      />
    </fieldset>
  );
}
