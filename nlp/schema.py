"""Every table and every column, named, typed and explained here and nowhere else.

A table is a frozen dataclass whose fields are its columns; `TABLES` lists them by name. The Parquet schemas, their field
metadata, the data dictionary and the code book are made from these classes.

Types: `str`, `float` (float64), `int` (int64), `bool`, `date`, `datetime` (UTC), `tuple[str, ...]` (list of strings) and
`Literal` aliases (dictionary-encoded strings with fixed values); `| None` marks a column that is null where nothing was said.
"""

import dataclasses
import hashlib
import types
import typing
from dataclasses import MISSING, dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

import pyarrow as pa

# --- controlled values ---------------------------------------------------------------------------------------------

SentenceKind = Literal["heading", "body", "list_item", "table_cell", "reference", "boilerplate"]
NutrientKind = Literal[
    "vitamin", "mineral", "fatty_acid", "amino_acid", "botanical", "probiotic", "enzyme", "hormone", "carotenoid",
    "polyphenol", "fiber", "protein", "food", "other",
]  # fmt: skip
OutcomeCategory = Literal[
    "disease", "symptom", "biomarker", "function", "risk", "mortality", "growth", "pregnancy", "adverse_effect", "process"
]  # fmt: skip
BetterWhen = Literal["higher", "lower", "neither"]
IntakeKind = Literal["rda", "ai", "ear", "ul"]
MentionSource = Literal["lexicon", "abbreviation", "ner"]
DoseRole = Literal["studied", "recommended", "limit", "content", "taken", "other"]
LevelRole = Literal["target", "deficiency", "toxicity", "observed", "other"]
Measure = Literal[
    "relative_risk", "odds_ratio", "hazard_ratio", "rate_ratio", "mean_difference", "standardized_mean_difference",
    "percent_change", "relative_risk_change", "absolute_risk_change", "fold_change", "correlation", "half_life_or_other",
]  # fmt: skip
EffectDirection = Literal["increase", "decrease", "none"]
Comparison = Literal["<", "=", ">"]
Check = Literal["consistent", "inconsistent", "not_checkable"]
Design = Literal[
    "meta_analysis", "systematic_review", "rct", "clinical_trial", "cohort", "case_control", "cross_sectional",
    "observational", "mendelian_randomization", "animal", "in_vitro", "case_report", "review", "guideline", "survey",
    "unspecified",
]  # fmt: skip
EvidenceLevel = Literal["synthesis", "trial", "observational", "preclinical", "opinion", "unspecified"]  # the strongest first
ClaimDirection = Literal["increases", "decreases", "no_effect", "affects"]
Polarity = Literal["benefit", "harm", "neutral"]
Certainty = Literal["asserted", "hedged", "negated"]
Attribution = Literal["study", "authority", "author", "anecdote"]
FoundBy = Literal["grammar", "weighing"]
ClaimType = Literal["efficacy", "safety", "mechanism", "deficiency", "interaction", "bioavailability"]
Overclaim = Literal["none", "causation_from_association", "humans_from_preclinical", "certainty_above_evidence"]
Verdict = Literal["consensus", "contested", "single_source", "null_finding"]
ConflictKind = Literal["direction", "combination", "effect_size", "dose_recommendation", "dose_limit", "level_threshold"]
MatchedBy = Literal["doi", "pmid", "pmcid", "registry_id", "bibliography", "size"]
RunStatus = Literal["completed", "completed_with_rejects"]
Stage = Literal["listing", "reading", "marking", "finding", "lost"]


def column(meaning: str, *, unit: str | None = None, key: bool = False, refers: str | None = None, default: Any = MISSING) -> Any:
    """A dataclass field that is a column.

    Args:
        meaning: what the column says, in a sentence a reader of the table understands.
        unit: the unit of its numbers, where they have one and the name does not say it.
        key: whether it identifies the row within its table.
        refers: the table whose key the column (or each item of a list column) holds.
        default: the value where a finder says nothing; nullable columns get None.
    """
    metadata = {"meaning": meaning, "unit": unit, "key": key, "refers": refers}
    return field(default=default, metadata=metadata) if default is not MISSING else field(metadata=metadata)


def said(meaning: str, *, unit: str | None = None, refers: str | None = None) -> Any:
    """A nullable column: null where the text does not say."""
    return column(meaning, unit=unit, refers=refers, default=None)


# --- corpus ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article as it was read. All offsets in other tables point into its `text`."""

    article_id: str = column("Identifier from the article's source identity: its URL, else its path below the raw folder.", key=True)
    source_uri: str = column("File below the raw folder, with #record where the file holds several articles.")
    url: str | None = said("Address the article was scraped from.")
    site: str | None = said("Host name of the address, without www.")
    title: str | None = said("Title of the article.")
    authors: tuple[str, ...] = column("Authors as named by the source.", default=())
    published: date | None = said("Day of publication as told by the source.")
    language: str | None = said("Two-letter code of the language found in the text.")
    text: str = column("The text as read (NFC), to which every char_start and char_end points.")
    text_sha256: str = column("SHA-256 of the text in UTF-8: tells whether the article changed.")
    n_chars: int = column("Length of the text.", unit="code points")
    n_words: int = column("Words in the text.", unit="words")
    n_sentences: int = column("Sentences in the table of sentences.", unit="sentences")
    duplicate_group: str | None = said("Identifier shared by near-duplicates (the primary's article_id); null for an article without any.")
    is_primary: bool = column("Whether this is the one article of its group that counts; true where there is no group.", default=True)
    minhash: str | None = said(
        "MinHash signature of the text's word 4-grams (64 x 32 bits, hexadecimal): near-duplicates share most of it."
    )
    run_id: str | None = said("Run that read this version of the article.", refers="runs")
    ingested_at: datetime | None = said("When that run began.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """One sentence, heading, list item, table row, reference or piece of furniture."""

    sentence_id: str = column("Identifier of the sentence.", key=True)
    article_id: str = column("Article it stands in.", refers="articles")
    position: int = column("Its place in the article, from 0.")
    section: str | None = said("Heading it stands under.")
    kind: SentenceKind = column("What it is; boilerplate is navigation, author boxes, related articles, comments, disclaimers.")
    char_start: int = column("Offset of its first character in articles.text.", unit="code points")
    char_end: int = column("Offset after its last character in articles.text.", unit="code points")
    text: str = column("The sentence as it stands in the article.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input that yielded no article, and why."""

    source_uri: str = column("File below the raw folder, with #record where the file holds several.", key=True)
    stage: Stage = column("Where it failed; lost where its reader died or never came to an end: the next two runs try it again.")
    reason: str = column("The reason in words a person understands.")
    error: str | None = said("The underlying error message, where there was one.")
    run_id: str | None = said("Run that rejected it.", refers="runs")
    seen_at: datetime | None = said("When that run began.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the pipeline that committed a snapshot."""

    run_id: str = column("Identifier of the run, also the name of its snapshot folder.", key=True)
    started_at: datetime = column("When it began.")
    finished_at: datetime = column("When its tables were ready to commit.")
    status: RunStatus = column("Whether every input became an article.")
    pipeline_version: str = column("Version of the code, with a hash of what decides the rows.")
    lexicon_version: str = column("Hash of the lexicons.")
    ner_model: str | None = said("Name and version of the statistical entity recogniser; null where only the lexicons marked.")
    n_articles: int = column("Articles in the snapshot.", unit="articles")
    n_read: int = column("Articles read in this run (new, changed, or of an older version).", unit="articles")
    n_gone: int = column("Articles of the previous snapshot whose source is no longer there.", unit="articles")
    n_rejects: int = column("Inputs rejected.", unit="inputs")
    n_rows: int = column("Rows over all other tables.", unit="rows")


# --- vocabulary --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Nutrient:
    """A nutrient, supplement or food active that articles make claims about."""

    nutrient_id: str = column("Stable slug.", key=True)
    name: str = column("Name as a nutritionist files it.")
    kind: NutrientKind = column("What sort of substance it is.")
    parent_id: str | None = said("The broader nutrient it counts for (vitamin_d3 for vitamin_d).", refers="nutrients")
    synonyms: tuple[str, ...] = column("Other names it is matched by.", default=())
    mesh_id: str | None = said("Medical Subject Headings descriptor.")
    chebi_id: str | None = said("ChEBI identifier.")
    rxnorm_id: str | None = said("RxNorm concept.")
    ug_per_iu: float | None = said("Mass of one international unit; null where there is none or the form decides.", unit="ug/IU")
    source: str | None = said("Where identifiers and factors come from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Anything in or of the body that is said to change or be at risk."""

    outcome_id: str = column("Stable slug.", key=True)
    name: str = column("Plain name.")
    category: OutcomeCategory = column("What sort of outcome it is.")
    better_when: BetterWhen = column("Whether more of it is good (higher), bad (lower) or neither: decides a claim's polarity.")
    parent_id: str | None = said("The broader outcome it counts for.", refers="outcomes")
    synonyms: tuple[str, ...] = column("Other names it is matched by.", default=())
    mesh_id: str | None = said("Medical Subject Headings descriptor.")
    hpo_or_mondo_id: str | None = said("Human Phenotype Ontology or Mondo identifier.")
    source: str | None = said("Where the identifiers come from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIntake:
    """A recommended or tolerable daily amount set by an authority."""

    nutrient_id: str = column("The nutrient.", refers="nutrients")
    form: str | None = said("The one form of it that it holds for, as in doses.form; null for all.")
    population: str = column("Whom it holds for, in words.")
    kind: IntakeKind = column("rda (EU: population reference intake), ai (adequate intake), ear (average requirement), ul (upper limit).")
    amount_per_day: float = column("The amount a day, in `unit`.")
    unit: str = column("Unit of amount_per_day.")
    ug_per_day: float | None = said("The same as mass a day.", unit="ug/day")
    authority: str = column("Who set it.")
    year: int | None = said("Year it was set.")
    sex: str | None = said("female, male; null for both.")
    age_low: float | None = said("Lowest age it holds for.", unit="years")
    age_high: float | None = said("Highest age it holds for.", unit="years")
    state: str | None = said("pregnancy, lactation; null otherwise.")
    supplements_only: bool = column(
        "Whether only what comes from supplements, medicines and fortified food counts, and what food holds by nature does not.",
        default=False,
    )
    source: str | None = said("The document that tells it.")


# --- extracted ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """What every extracted row carries: where it stands. `articles.text[char_start:char_end] == quote`."""

    article_id: str = column("Article it stands in.", refers="articles")
    sentence_id: str = column("Sentence it stands in.", refers="sentences")
    char_start: int = column("Offset of the quote's first character in articles.text.", unit="code points")
    char_end: int = column("Offset after the quote's last character in articles.text.", unit="code points")
    quote: str = column("The words of the article that say it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow(Grounded):
    """A name in the text, linked to a concept where one matched."""

    mention_id: str = column("Identifier of the mention.", key=True)
    label: str = column(
        "NUTRIENT, FOOD (a food, group or exposure that the article does not treat as a nutrient), OUTCOME, BIOMARKER, POPULATION, "
        "or the label of the entity recogniser (CHEMICAL, DISEASE ...)."
    )
    concept_id: str | None = said(
        "What it names: a nutrient_id (NUTRIENT, FOOD), an outcome_id (OUTCOME), the plain name of what is measured, as in levels.analyte "
        "(BIOMARKER), or a plain name of people, as in doses.population (POPULATION); null where nothing matched."
    )
    form: str | None = said("Chemical form or salt that the name tells (glycinate, mk-7).")
    source: MentionSource = column("Which recogniser found it.")
    score: float | None = said("How sure the recogniser is, 0 to 1; 1 for names of the lexicon.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Grounded):
    """An amount of a nutrient that someone takes, is given, is advised, or that a food or product holds."""

    dose_id: str = column("Identifier of the dose.", key=True)
    nutrient_id: str | None = said("What is dosed.", refers="nutrients")
    form: str | None = said("Chemical form or salt.")
    amount_low: float | None = said("Lower bound of the amount, in `unit`; null in 'up to X'.")
    amount_high: float | None = said("Upper bound of the amount, in `unit`; null in 'at least X'.")
    unit: str | None = said("Unit as told, in plain form: ug, mg, g, kg, IU, CFU, mL, L, cup, capsule ...")
    times: float | None = said("How many times per `per`, where told ('twice daily' is 2).")
    per: str | None = said("What the amount is per: day, week, month, dose, meal, serving, 100 g ...")
    ug_per_day_low: float | None = said("Lower bound as mass a day; null where frequency or conversion is not known.", unit="ug/day")
    ug_per_day_high: float | None = said("Upper bound as mass a day.", unit="ug/day")
    ug_per_unit: float | None = said("Conversion factor used for the mass.", unit="ug per `unit`")
    conversion: str | None = said("Why that factor: the substance and form assumed.")
    duration_days_low: float | None = said("Shortest duration (30 days a month, 365 a year).", unit="days")
    duration_days_high: float | None = said("Longest duration.", unit="days")
    role: DoseRole = column("studied, recommended (RDA and AI included), limit, content (of a food or product), taken (anecdote), other.")
    population: str | None = said("For whom, where the sentence tells, by a plain name (older adults).")
    study_id: str | None = said("The study that gave it.", refers="studies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Grounded):
    """A concentration or count of something in the body."""

    level_id: str = column("Identifier of the level.", key=True)
    analyte: str | None = said("What is measured, by its plain name (25-hydroxyvitamin d).")
    outcome_id: str | None = said("The analyte as an outcome.", refers="outcomes")
    value_low: float | None = said("Lower bound, in `unit`; null in 'below X'.")
    value_high: float | None = said("Upper bound, in `unit`; null in 'above X'.")
    unit: str | None = said("Unit as told, in plain form (ng/mL, nmol/L, mmHg); taken from the text before where the number stands bare.")
    si_low: float | None = said("Lower bound in `si_unit`.")
    si_high: float | None = said("Upper bound in `si_unit`.")
    si_unit: str | None = said("The SI unit that laboratories use for the analyte.")
    role: LevelRole = column("target (optimal, sufficient, normal), deficiency, toxicity, observed (a measured value), other.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Grounded):
    """A number that says how large an effect, difference, association or risk is."""

    effect_id: str = column("Identifier of the effect.", key=True)
    measure: Measure = column("What the number is.")
    value: float | None = said("The size as written, in `unit`; unsigned for percent changes; null for a bare p-value or interval.")
    unit: str | None = said("percent, points, minutes, mmHg ...; null for ratios.")
    ci_low: float | None = said("Lower end of the confidence interval, as written.")
    ci_high: float | None = said("Upper end of the confidence interval, as written.")
    ci_level: float | None = said("Level of the interval (95); null where the text does not say it.", unit="percent")
    p_op: Comparison | None = said("How the p-value is told.")
    p_value: float | None = said("The p-value.")
    direction: EffectDirection | None = said("Which way the outcome goes.")
    ratio: float | None = said("Risk measures on one scale: a 24% higher risk is 1.24.")
    ratio_low: float | None = said("Lower end of the interval on that scale.")
    ratio_high: float | None = said("Upper end of the interval on that scale.")
    outcome_id: str | None = said("What changes.", refers="outcomes")
    outcome_text: str | None = said("What changes, in the article's words.")
    nutrient_ids: tuple[str, ...] = column("Exposures, sorted.", refers="nutrients", default=())
    comparator: str | None = said("Against what, in the article's words.")
    arm: str | None = said("The arm or group that the number tells of, in the article's words.")
    study_id: str | None = said("The study that found it.", refers="studies")
    check: Check | None = said("Whether interval, p-value and estimate fit each other.")
    check_reason: str | None = said("A sentence that says why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Grounded):
    """A piece of research in the running text: one row a study however often it is named."""

    study_id: str = column("Identifier of the study.", key=True)
    design: Design = column("Design as told; unspecified for 'a study'.")
    n_participants: int | None = said("People or animals; the randomized where other numbers differ.")
    n_studies: int | None = said("Studies pooled.")
    year: int | None = said("Year published.")
    duration_days_low: float | None = said("Shortest duration.", unit="days")
    duration_days_high: float | None = said("Longest duration.", unit="days")
    population: str | None = said("Who was studied, in the article's words.")
    journal: str | None = said("Journal named in the text.")
    doi: str | None = said("Digital object identifier.")
    pmid: str | None = said("PubMed identifier.")
    pmcid: str | None = said("PubMed Central identifier.")
    registry_id: str | None = said("Trial registry identifier (NCT, ISRCTN ...).")
    evidence_level: EvidenceLevel = column("Level of evidence by design.")
    reference_ids: tuple[str, ...] = column("Entries of the reference list that tell this study.", refers="references", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Grounded):
    """An item of the article's reference list."""

    reference_id: str = column("Identifier of the reference.", key=True)
    marker: str | None = said("The marker that callouts name ('1').")
    text: str = column("The item without its marker.")
    authors: str | None = said("Authors as written.")
    title: str | None = said("Title of the work.")
    journal: str | None = said("Journal or publisher as written.")
    year: int | None = said("Year of publication.")
    doi: str | None = said("Digital object identifier.")
    pmid: str | None = said("PubMed identifier.")
    url: str | None = said("Address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Grounded):
    """A statement that a nutrient, its lack or a combination does or does not do something to an outcome."""

    claim_id: str = column("Identifier of the claim.", key=True)
    exposure_ids: tuple[str, ...] = column("The nutrient, or all of a combination taken together, sorted.", refers="nutrients")
    exposure_text: str | None = said("The exposure in the article's words.")
    lack: bool = column(
        "Whether deficiency, low intake or absence of the exposure is what acts; a quote that names the exposure says so.", default=False
    )
    outcome_id: str | None = said("What changes.", refers="outcomes")
    outcome_text: str | None = said("What changes, in the article's words.")
    direction: ClaimDirection = column("Which way the outcome goes as the exposure (or its lack) acts.")
    polarity: Polarity = column("Whether that is good: direction together with the outcome's better_when.")
    certainty: Certainty = column("asserted, hedged (may, suggests), negated (with no_effect; the quote says so).")
    cue: str | None = said("The words that decided the direction.")
    attribution: Attribution = column("Who says so.")
    claim_type: ClaimType = column("What sort of claim it is.")
    population: str | None = said("For whom, where the sentence tells, by a plain name (older adults).")
    comparator: str | None = said("Against what, in the article's words.")
    dose_ids: tuple[str, ...] = column("Doses that the text ties to it.", refers="doses", default=())
    effect_ids: tuple[str, ...] = column("Effect sizes that the text ties to it.", refers="effects", default=())
    study_ids: tuple[str, ...] = column("Studies that it rests on.", refers="studies", default=())
    reference_ids: tuple[str, ...] = column("References whose callouts hang on its sentence.", refers="references", default=())
    evidence_level: EvidenceLevel | None = said("Best level of evidence among its studies.")
    overclaim: Overclaim | None = said(
        "Whether it says more than the design that it rests on can show: cause and effect on a design that shows association "
        "(causation_from_association), people on research in animals or the test tube (humans_from_preclinical), a settled fact on a few "
        "cases or proof on less than a trial (certainty_above_evidence); none: it does not. Null: the design is not known, so nothing "
        "was checked."
    )
    overclaim_reason: str | None = said("A sentence that names the words and the design; null where nothing is flagged.")
    found_by: FoundBy = column(
        "grammar: a construction that it knows says so. weighing: none does, but what stands around the two makes it likely.",
        default="grammar",
    )
    score: float = column("Chance that exposure, outcome and direction are read rightly, 0 to 1.", default=0.0)


# --- compared ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """What all articles together say of one exposure set and outcome, by their claims with a score of 0.6 and more."""

    exposure_ids: tuple[str, ...] = column("The exposure set, sorted.", key=True, refers="nutrients")
    outcome_id: str = column("The outcome.", key=True, refers="outcomes")
    n_articles: int = column("Articles with such a claim.", unit="articles")
    n_independent: int = column("The same, near-duplicates and one site's copies counted once.", unit="articles")
    n_own: int = column("The same, of claims that name this very pair; the rest name a narrower one.", unit="articles")
    n_increases: int = column("Independent articles that say it increases.", unit="articles")
    n_decreases: int = column("Independent articles that say it decreases.", unit="articles")
    n_no_effect: int = column("Independent articles that say it has no effect.", unit="articles")
    n_affects: int = column("Independent articles that say it affects, direction unsaid.", unit="articles")
    n_hedged: int = column("Independent articles that say so only hedged.", unit="articles")
    agreement: float | None = said("Share of the commonest direction among independent articles that tell one, 0 to 1.")
    verdict: Verdict = column(
        "single_source (at most one independent article tells a direction, which affects does not), contested (agreement below 0.75), "
        "null_finding (most say no effect), else consensus."
    )
    counted_from: tuple[str, ...] = column("Narrower pairs counted in, as 'vitamin_d3 / hip_fractures'.", default=())
    best_evidence_level: EvidenceLevel | None = said("Best level of evidence cited.")
    n_cited_studies: int = column("Distinct studies and references cited.", unit="studies")
    ratio_min: float | None = said("Smallest effect ratio told.")
    ratio_max: float | None = said("Largest effect ratio told.")
    dose_ug_per_day_min: float | None = said("Smallest studied or recommended dose tied to the claims.", unit="ug/day")
    dose_ug_per_day_max: float | None = said("Largest studied or recommended dose tied to the claims.", unit="ug/day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two rows of different articles that cannot both hold, or that a difference of scope explains. The plainest come first."""

    conflict_id: str = column("Identifier of the conflict.", key=True)
    kind: ConflictKind = column(
        "direction (it helps; it does nothing or harms), combination (nutrients together help, one of them alone does nothing or harms, or "
        "the other way round), both by claims that are not hedged and have a score of 0.7 and more; effect_size (intervals that exclude "
        "each other), dose_recommendation (apart by a factor of 4), dose_limit (advised above what another says not to exceed), "
        "level_threshold (apart by a factor of 1.5)."
    )
    claim_id_a: str | None = said("Claim of the first article; null where two doses or levels conflict.", refers="claims")
    claim_id_b: str | None = said("Claim of the second article.", refers="claims")
    row_id_a: str = column("Identifier of the first row, in claims, effects, doses or levels as the kind tells.")
    row_id_b: str = column("Identifier of the second row.")
    article_id_a: str = column("First article.", refers="articles")
    article_id_b: str = column("Second article.", refers="articles")
    quote_a: str = column("What the first says.")
    quote_b: str = column("What the second says.")
    sentence_a: str = column("The sentence of the first quote.")
    sentence_b: str = column("The sentence of the second quote.")
    explanation: str = column("A sentence that says what they disagree on.")
    scope: tuple[str, ...] = column(
        "What differs besides and may explain it: population, form, combination (one tells of a partner besides), outcome (a broader one), "
        "dose, duration (each by a factor of 2), lack, status (of the blood, not what was taken). Empty: a plain conflict; else a "
        "difference of scope.",
        default=(),
    )
    exposure_ids: tuple[str, ...] = column("The exposure they disagree on, sorted.", refers="nutrients", default=())
    outcome_id: str | None = said("The outcome they disagree on.", refers="outcomes")
    score: float = column("How sure the reading of both is, 0 to 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSource:
    """A study or reference that several articles rest on."""

    source_key: str = column("The identifier or matched bibliography that joins them.", key=True)
    matched_by: MatchedBy = column(
        "What joined them: an identifier, a bibliography (title and year, or journal, year, design and size), or an uncommon size."
    )
    doi: str | None = said("Digital object identifier.")
    pmid: str | None = said("PubMed identifier.")
    title: str | None = said("Title, where a reference tells it.")
    year: int | None = said("Year of publication.")
    n_articles: int = column("Articles that rest on it.", unit="articles")
    n_independent: int = column("The same, near-duplicates counted once.", unit="articles")
    article_ids: tuple[str, ...] = column("Those articles, sorted.", refers="articles")
    reference_ids: tuple[str, ...] = column("References that name it.", refers="references", default=())
    study_ids: tuple[str, ...] = column("Studies that name it.", refers="studies", default=())
    claim_ids: tuple[str, ...] = column("Claims that rest on it.", refers="claims", default=())
    exposure_ids: tuple[str, ...] = column("Exposures of those claims, sorted.", refers="nutrients", default=())
    differences: tuple[str, ...] = column("Where the articles tell it differently: what, each value and who tells it.", default=())


CORPUS: dict[str, type] = {"articles": ArticleRow, "sentences": SentenceRow, "rejects": Reject, "runs": Run}
VOCABULARY: dict[str, type] = {"nutrients": Nutrient, "outcomes": Outcome, "reference_intakes": ReferenceIntake}
EXTRACTED: dict[str, type] = {
    "mentions": MentionRow, "doses": Dose, "levels": Level, "effects": Effect, "studies": Study,
    "references": Reference, "claims": Claim,
}  # fmt: skip
COMPARED: dict[str, type] = {"comparisons": ComparisonRow, "conflicts": Conflict, "shared_sources": SharedSource}
TABLES: dict[str, type] = CORPUS | VOCABULARY | EXTRACTED | COMPARED

_TABLE_OF = {cls: name for name, cls in TABLES.items()}
_WORDS: dict[Any, str] = {
    str: "string", float: "float64", int: "int64", bool: "bool", date: "date", datetime: "timestamp (UTC)",
    tuple[str, ...]: "list of strings",
}  # fmt: skip
_ARROW: dict[Any, pa.DataType] = {
    str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_(), date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"), tuple[str, ...]: pa.list_(pa.string()),
}  # fmt: skip


def table_of(cls: type) -> str:
    """Name of the table whose rows are instances of `cls`."""
    return _TABLE_OF[cls]


@cache
def key_of(table: str) -> str:
    """Name of the table's (first) key column."""
    return next(f.name for f in dataclasses.fields(TABLES[table]) if f.metadata["key"])


def columns(table: str) -> list[dict[str, Any]]:
    """The columns of a table in order: name, type (as a word), nullable, meaning, unit, values (list or None), key, refers."""
    hints = typing.get_type_hints(TABLES[table])
    return [_describe(f, hints[f.name]) for f in dataclasses.fields(TABLES[table])]


def _describe(f: Any, hint: Any) -> dict[str, Any]:
    bare, nullable = _without_none(hint)
    values = list(typing.get_args(bare)) if typing.get_origin(bare) is Literal else None
    return {"name": f.name, "type": _word(bare), "nullable": nullable, "values": values, **f.metadata}


def _without_none(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        parts = [a for a in typing.get_args(hint) if a is not type(None)]
        return parts[0], True
    return hint, False


def _word(bare: Any) -> str:
    if typing.get_origin(bare) is Literal:
        return "category"
    return _WORDS[bare]


def arrow_schema(table: str) -> pa.Schema:
    """The table's Parquet schema; each field's metadata holds description, unit, allowed values and what it refers to."""
    hints = typing.get_type_hints(TABLES[table])
    fields = []
    for described in columns(table):
        bare, nullable = _without_none(hints[described["name"]])
        kind = pa.dictionary(pa.int32(), pa.string()) if described["values"] else _ARROW[bare]
        told = {"description": described["meaning"], "unit": described["unit"], "refers_to": described["refers"],
                "values": ", ".join(described["values"] or [])}  # fmt: skip
        fields.append(pa.field(described["name"], kind, nullable=nullable, metadata={k: v for k, v in told.items() if v}))
    return pa.schema(fields, metadata={"description": (TABLES[table].__doc__ or "").strip()})


def row_id(table: str, *parts: object) -> str:
    """A stable identifier: a hash of what the row says and where, after the table's singular name."""
    digest = hashlib.blake2b("\x1f".join(map(repr, parts)).encode(), digest_size=8).hexdigest()
    return f"{key_of(table).removesuffix('_id')}_{digest}"
