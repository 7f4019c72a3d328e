import type { Judgement } from '../../model/judgement.ts';
import { compareMarkings, highestMarking, type Marking, markingLabel } from '../../model/marking.ts';
import { pinKey } from '../material.ts';
import { bannerOf, blockMarking, factMarking } from '../numbering.ts';
import { basisPins, bottomLineOf, judgementsOf } from '../places.ts';
import { type Report, type Spot, shownJudgement } from './report.ts';

const isLower = (own: Marking, shows: Marking): boolean => compareMarkings(own, shows) < 0;

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const facts = basisPins(judgement).flatMap((pin) => report.material.facts.get(pinKey(pin)) ?? []);
  const shows = highestMarking(facts.map(factMarking));
  if (!isLower(judgement.marking, shows)) return;
  const markings = { marking: markingLabel(judgement.marking), needs: markingLabel(shows) };
  report.add('marking.judgement-too-low', spot, {
    judgement: judgement.id,
    words: shownJudgement(judgement.sentence),
    ...markings,
  });
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
      const markings = { marking: markingLabel(block.marking), needs: markingLabel(shows) };
      report.add('marking.block-too-low', { section, block }, markings);
    }
  }
  const banner = bannerOf(material);
  if (isLower(material.briefing.marking, banner)) {
    const markings = { marking: markingLabel(material.briefing.marking), needs: markingLabel(banner) };
    report.add('marking.banner-raised', {}, markings);
  }
};
