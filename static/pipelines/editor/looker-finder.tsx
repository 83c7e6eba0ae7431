import type { Choice } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { Finder } from '../../shared/inputs/finder';
import { useLang } from '../../shared/texts/lang';

/** Finds models, Looks or dashboards at Looker. */
export function LookerFinder(props: {
  connection: string;
  what: 'models' | 'looks' | 'dashboards';
  label: string;
  onChoose: (choice: Choice) => void;
}) {
  const { connection, what, label, onChoose } = props;
  const lang = useLang();
  if (connection === '') return null;
  const find = async (query: string) => {
    const answer = await call('pipeline.choices', { lang, connection, what, query });
    return answer.ok ? { ...answer, value: among(answer.value, query) } : answer;
  };
  return (
    <Finder
      // What was found of something else must not be chosen for this.
      key={`${connection} ${what}`}
      label={label}
      isOpenAtOnce
      find={find}
      name={(choice) => choice.label}
      hint={({ hint, id }) => hint ?? id}
      onChoose={onChoose}
    />
  );
}

/** Looker searches Looks and dashboards itself; models come all at once. */
function among(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/);
  const shown = choices.filter(({ id, label, hint = '' }) => {
    const text = `${id} ${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  // Looker's own search may know more than the names.
  return shown.length === 0 ? choices : shown;
}
