import type { Judgement } from '../../model/judgement.ts';
import { compareMarkings, highestMarking, type Marking, markingLabel } from '../../model/marking.ts';
import { pinKey } from '../material.ts';
import { bannerOf, blockMarking, factMarking } from '../numbering.ts';
import { basisPins, bottomLineOf, judgementsOf } from '../places.ts';
import { type Report, type Spot, shown } from './report.ts';

const isLower = (own: Marking, shows: Marking): boolean => compareMarkings(own, shows) < 0;

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const facts = basisPins(judgement).flatMap((pin) => report.material.facts.get(pinKey(pin)) ?? []);
  const shows = highestMarking(facts.map(factMarking));
  if (!isLower(judgement.marking, shows)) return;
  const reason = `The judgement ${shown(judgement.sentence)} is ${markingLabel(judgement.marking)} but rests on facts that are ${markingLabel(shows)}: raise its marking.`;
  report.add('error', 'marking.judgement-too-low', reason, spot, { marking: judgement.marking, needs: shows });
};

/** Using a fact can raise a marking and never lowers it (TLP). */
export const checkMarking = (report: Report): void => {
  const { material } = report;
  const bottomLine = bottomLineOf(material);
  if (bottomLine) checkJudgement(report, bottomLine, {});
  for (const { section, blocks } of material.sections) {
    for (const block of blocks) {
      for (const judgement of judgementsOf(material, block)) checkJudgement(report, judgement, { section, block });
      const shows = blockMarking(material, block);
      if (!isLower(block.marking, shows)) continue;
      const reason = `The block is ${markingLabel(block.marking)} but shows what is ${markingLabel(shows)}: raise its marking, or take that out.`;
      report.add(
        'error',
        'marking.block-too-low',
        reason,
        { section, block },
        { marking: block.marking, needs: shows },
      );
    }
  }
  const banner = bannerOf(material);
  if (isLower(material.briefing.marking, banner)) {
    const reason = `The briefing is marked ${markingLabel(material.briefing.marking)} but will be printed as ${markingLabel(banner)}, the highest of what it holds: raise its marking, or take that out.`;
    report.add('warning', 'marking.banner-raised', reason, {}, { marking: material.briefing.marking, banner });
  }
};
