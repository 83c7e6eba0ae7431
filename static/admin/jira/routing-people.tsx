import { useState } from 'react';
import type { PersonView } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { useWords } from '../../shared/texts/lang';
import type { Rule, SetRule } from './rule';

type Props = { readonly rule: Rule; readonly routed: readonly PersonView[]; readonly set: SetRule };

/** Who is responsible: one person, or some who take turns by the week. */
export function People({ rule, routed, set }: Props) {
  const t = useWords();
  const [added, setAdded] = useState<Readonly<Record<string, string>>>({});
  const chosen = rule.assignees ?? [];
  const name = (id: string) => added[id] ?? routed.find(({ accountId }) => accountId === id)?.name ?? id;
  const put = (next: string[]) => set({ assignees: next.length === 0 ? undefined : next });
  return (
    <fieldset>
      <legend>{t('assignee')}</legend>
      {chosen.length > 1 ? <p className="note">{t('rotaNote')}</p> : null}
      <ol>
        {chosen.map((id) => (
          <li key={id}>
            {name(id)}{' '}
            <button
              type="button"
              className="link"
              aria-label={`${t('takeOut')}: ${name(id)}`}
              onClick={() => put(chosen.filter((one) => one !== id))}
            >
              {t('takeOut')}
            </button>
          </li>
        ))}
      </ol>
      <JiraFinder
        label={t('addPerson')}
        of="jira.users"
        onChoose={(person) => {
          setAdded((all) => ({ ...all, [person.id]: person.name }));
          if (!chosen.includes(person.id)) put([...chosen, person.id]);
        }}
      />
    </fieldset>
  );
}
