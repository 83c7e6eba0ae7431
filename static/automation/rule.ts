import { events, view } from '@forge/bridge';

/** What somebody configured of an action: those of these names that the manifest declares for it. Automation takes no other. */
export type Inputs = {
  readonly issue?: string;
  readonly reason?: string;
  readonly pipeline?: string;
  readonly period?: string;
};

/** What the rule has of our action so far; nothing while it is new. */
export async function configured(): Promise<Inputs> {
  const { extension } = await view.getContext();
  const { data } = extension as { readonly data?: { readonly inputs?: unknown } };
  const given = typeof data?.inputs === 'object' && data.inputs !== null ? Object.entries(data.inputs) : [];
  return Object.fromEntries(
    given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** Hands the inputs to Automation, which keeps them with the rule. */
export async function keep(inputs: Inputs): Promise<void> {
  await view.submit(inputs);
}

type Listening = { readonly onSubmit: () => void; readonly onValidate: () => void };

/** Hears when Automation wants the inputs, and when it wants to know what is missing. Answers how to stop hearing. */
export function listen({ onSubmit, onValidate }: Listening): () => void {
  const heard = [
    events.on('AUTOMATION_ACTION_SUBMIT', onSubmit),
    events.on('AUTOMATION_ACTION_VALIDATE_RULE_EVENT', (told: unknown) => {
      const { isValidating } = (told ?? {}) as { readonly isValidating?: boolean };
      if (isValidating !== false) onValidate();
    }),
  ];
  return () => {
    for (const one of heard)
      void one.then(
        (subscription) => subscription.unsubscribe(),
        () => undefined,
      );
  };
}
