import { useQueries } from '@tanstack/react-query';
import type { FactItem } from '#shared/contract/facts.ts';
import type { Briefing, Section } from '#shared/model/briefing.ts';
import { fillParameters } from '#shared/model/template.ts';
import { useApi } from '../../api/context.ts';

const EACH = 50;

/** The facts that a section's fill rule asks for; undefined when it has no rule. */
export const useSectionFacts = (briefing: Briefing, section: Section | undefined): readonly FactItem[] | undefined => {
  const { q } = useApi();
  const rule = section?.fill ?? null;
  const subjects = (rule?.subjects ?? []).map((name) => fillParameters(name, briefing.parameters));
  const statuses = rule?.statuses ?? [];
  // Any tag of the rule suffices, where a filter of the list wants all of its tags: one list per tag.
  const filters =
    rule === null
      ? []
      : rule.tags.length > 0
        ? rule.tags.map((tag) => ({ tags: [fillParameters(tag, briefing.parameters)], statuses }))
        : subjects.map((name) => ({ query: `subject:"${name.replaceAll('"', ' ')}"`, statuses }));
  const lists = useQueries({
    queries: filters.map((filter) => q.facts.list.queryOptions({ input: { filter, limit: EACH } })),
  });
  if (rule === null || filters.length === 0) return undefined;
  const wanted = new Map<string, FactItem>();
  for (const { data } of lists)
    for (const fact of data?.items ?? []) {
      const fits =
        (rule.tags.length === 0 || subjects.length === 0 || (fact.subject && subjects.includes(fact.subject.name))) &&
        (!rule.onlyWithQuantity || fact.quantity) &&
        (!rule.onlyDated || fact.asOf);
      if (fits) wanted.set(fact.id, fact);
    }
  return [...wanted.values()];
};
