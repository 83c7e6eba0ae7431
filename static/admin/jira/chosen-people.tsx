import { useState } from 'react';
import type { PersonView } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { useWords } from '../../shared/texts/lang';

type Props = {
  readonly legend: string;
  readonly note?: string | undefined;
  readonly chosen: readonly string[];
  /** Those whose names the server knows. */
  readonly known: readonly PersonView[];
  readonly most?: number;
  /** Who can be assigned issues of this project. */
  readonly projectId?: string | undefined;
  readonly put: (next: string[]) => void;
};

/** Some people of the site, in an order: found by name, taken out one by one. */
export function ChosenPeople({ legend, note, chosen, known, most = 20, projectId, put }: Props) {
  const t = useWords();
  const [added, setAdded] = useState<Readonly<Record<string, string>>>({});
  const name = (id: string) => added[id] ?? known.find(({ accountId }) => accountId === id)?.name ?? id;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {note === undefined ? null : <p className="note">{note}</p>}
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
      {chosen.length < most ? (
        <JiraFinder
          label={t('addPerson')}
          of="jira.users"
          projectId={projectId}
          onChoose={(person) => {
            setAdded((all) => ({ ...all, [person.id]: person.name }));
            if (!chosen.includes(person.id)) put([...chosen, person.id]);
          }}
        />
      ) : null}
    </fieldset>
  );
}
