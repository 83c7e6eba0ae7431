import type { ProtocolView } from '../../contract/answers';
import { type ProtocolEntry, protocolFindings } from '../../dxso/protocol';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { cut, plain } from '../../kernel/text';
import { say } from '../../texts/say';

/** More lines nobody reads in a panel; errors come first. */
const MAX_LINES = 100;

/** DATEV's protocol for the panel: errors first, with what they mean. Its texts may quote bookings and never go to Jira. */
export function protocolView(
  revision: number,
  kept: { readonly entries: readonly ProtocolEntry[]; readonly more: number },
  lang: Lang,
): ProtocolView {
  const shown = protocolFindings(kept.entries)
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
    .slice(0, MAX_LINES);
  return {
    revision,
    entries: shown.map(({ severity, code, file, verbatim }) => ({
      type: severity,
      text: verbatim,
      ...present({ file: file && cut(plain(file), 120) }),
      // What DATEV’s text means for whoever has to act; what we do not know stands for itself.
      ...(code === 'dxso.protocol.other' ? {} : { meaning: say(`protocol-meaning.${code}`, lang) }),
    })),
    more: kept.more + kept.entries.length - shown.length,
  };
}

const RANK = { error: 0, warning: 1, information: 2 } as const;
