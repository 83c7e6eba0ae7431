import type { ProtocolView } from '../../src/contract/answers';
import { byPlace } from '../shared/by-place';
import { useWords } from '../shared/texts/lang';

/** What DATEV wrote down about a package, errors first; behind a fold as far as it is only information. */
export function Protocol({ protocol }: { protocol: ProtocolView }) {
  const t = useWords();
  const told = protocol.entries.filter(({ type }) => type !== 'information');
  const rest = protocol.entries.filter(({ type }) => type === 'information');
  return (
    <section>
      <h3>{t('protocol', { revision: String(protocol.revision) })}</h3>
      {protocol.entries.length === 0 ? <p>{t('protocolNone')}</p> : null}
      <Lines entries={told} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{t('protocolMore', { count: String(rest.length) })}</summary>
          <Lines entries={rest} />
        </details>
      )}
      {protocol.more === 0 ? null : <p>{t('protocolCut', { count: String(protocol.more) })}</p>}
    </section>
  );
}

function Lines({ entries }: Pick<ProtocolView, 'entries'>) {
  const t = useWords();
  if (entries.length === 0) return null;
  return (
    <ul className="findings">
      {byPlace(entries, ({ type, text, file, meaning }) => (
        <li>
          {type === 'warning' ? <small>{t('note')}: </small> : null}
          {file === undefined ? null : <strong>{file}: </strong>}
          {text} {meaning === undefined ? null : <em>{meaning}</em>}
        </li>
      ))}
    </ul>
  );
}
