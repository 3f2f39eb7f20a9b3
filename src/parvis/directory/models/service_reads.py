"""Reads of the services: filters that chain, then a search, then an order.

Each filter takes codes of the vocabulary and leaves the list as it is where it is given none.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, Value, When

from parvis.directory.search import Asked, asked
from parvis.directory.vocabulary import NEVER_OFFERED, STATUSES

if TYPE_CHECKING:
    from parvis.directory.models.service import Service  # noqa: F401  (named in the class below)
#: A word that more services have than this is common: where a rarer one was typed too, it alone finds nothing.
RARE = 200


class ServiceQuerySet(models.QuerySet["Service"]):
    """Reads of the services. Filter first, search last: `search` decides how strict to be on what is left."""

    def public(self) -> "ServiceQuerySet":
        """What people can use or read: not what serves institutions, volunteers or professionals."""
        return self.filter(for_public=True)

    def offered(self) -> "ServiceQuerySet":
        """What a plan may offer somebody: public, of a kind that helps, neither ended nor only planned."""
        return self.public().exclude(kind__in=NEVER_OFFERED).exclude(status__in=("ended", "planned"))

    def in_district(self, slug: str = "") -> "ServiceQuerySet":
        """Given in a district; what is given everywhere in the province counts."""
        if not slug:
            return self
        there = self.model.districts.through.objects.filter(district=slug).values("service")
        return self.filter(Q(territory_scope="province") | Q(pk__in=there))

    def at_courthouse(self, slug: str = "") -> "ServiceQuerySet":
        """Given at a courthouse that the source names."""
        there = self.model.courthouses.through.objects.filter(service=OuterRef("pk"), courthouse=slug)
        return self.filter(Exists(there)) if slug else self

    def for_role(self, role: str = "") -> "ServiceQuerySet":
        """For a claimant or a defendant; kept where the source does not say for whom it is."""
        return self.filter(Q(roles__contains=[role]) | Q(roles=[])) if role else self

    def at_stage(self, stage: str = "") -> "ServiceQuerySet":
        """At a stage of the dispute; kept where the source does not say at which."""
        return self.filter(Q(stages__contains=[stage]) | Q(stages=[])) if stage else self

    def of_kind(self, *kinds: str) -> "ServiceQuerySet":
        """Of one of these kinds."""
        return self.filter(kind__in=kinds) if kinds else self

    def in_language(self, lang: str = "") -> "ServiceQuerySet":
        """Given in a language, as stated or implied: silence is not a promise of English."""
        return self.filter(languages__contains=[lang]) if lang else self

    def by_channel(self, channel: str = "") -> "ServiceQuerySet":
        """In person, by phone, online…, as stated."""
        return self.filter(channels__contains=[channel]) if channel else self

    def at_cost(self, kind: str = "") -> "ServiceQuerySet":
        """With a price of that kind (`free`, `paid`…)."""
        priced = self.model.costs.rel.related_model._default_manager.filter(kind=kind).values("service")
        return self.filter(pk__in=priced) if kind else self

    def with_status(self, *statuses: str) -> "ServiceQuerySet":
        """In one of these states."""
        return self.filter(status__in=statuses) if statuses else self

    def with_guidance(self, guidance: str = "") -> "ServiceQuerySet":
        """Information, legal advice, or neither."""
        return self.filter(guidance=guidance) if guidance else self

    def of_organization(self, pk: str = "") -> "ServiceQuerySet":
        """In which an organization takes part."""
        parts = self.model.involvements.rel.related_model._default_manager.filter(
            service=OuterRef("pk"), organization=pk
        )
        return self.filter(Exists(parts)) if pk else self

    def with_dates(self) -> "ServiceQuerySet":
        """That have a rule or announced days, from which a calendar can be drawn."""
        rows = self.model.schedules.rel.related_model._default_manager.filter(service=OuterRef("pk"))
        return self.filter(Exists(rows.exclude(rrule="", dates=[])))

    def search(self, text: str | Asked, lang: str, near: Collection[str] = ()) -> "ServiceQuerySet":
        """Those that the words describe, best first, what is over after the rest; unchanged where nothing was asked.

        All the words if a service has them all; else some; else the names that look alike (a typing slip): each row
        says which as `matched` (`all`, `some` or `alike`). Accents, capitals and endings make no difference. One short
        query decides, two where no service has all the words. What holds no word (an emoji) finds nothing. Those given in
        the districts of `near` come first: with one of the words, or all of them where none has any.
        """
        question = asked(text) if isinstance(text, str) else text
        if not question.text:
            return self.by_name(lang)
        if not question.words:
            return self.none()
        config, column = f"parvis_{lang}", f"search_{lang}"
        wanted, matched = SearchQuery(" ".join(question.words), config=config), "all"
        ranking = _any_of(question.words, config)
        if not any(self._counts([wanted], column)):
            some = self._some(question.words, config, column) if len(question.words) > 1 else ()
            if not some:
                return self._alike(question, lang, near)
            wanted = ranking = _any_of(some, config)
            matched = "some"
        rank = SearchRank(F(column), ranking, normalization=Value(1))
        kept = Q(**{column: wanted})
        if near:  # a service of that place with one of the words is worth more than another town's with all
            there = self.filter(pk__in=self._given_in(near)).exclude(status="ended").order_by()
            with_a_word = there.filter(**{column: _any_of(question.words, config)})
            kept |= Q(pk__in=(with_a_word if with_a_word.exists() else there).values("pk"))
        hits = self.filter(kept).annotate(rank=rank, matched=Value(matched))
        return hits.order_by(_over(), *self._far(near), "-rank", *_by_state(), f"key_{lang}", "pk")

    def _some(self, words: Sequence[str], config: str, column: str) -> list[str]:
        """The words found; the rare ones alone where there are some: ranking what a common word finds takes long."""
        counts = self._counts([SearchQuery(word, config=config) for word in words], column)
        found = [(word, count) for word, count in zip(words, counts, strict=False) if count]
        return [word for word, count in found if count <= RARE] or [word for word, _ in found]

    def _counts(self, queries: Sequence[SearchQuery], column: str) -> list[int]:
        """How many services each query finds, counted no further than `RARE` + 1; in one query.

        Never `EXISTS`: for one row PostgreSQL reads the table rather than the index, and all of it where there is none.
        """
        limited = [self.filter(**{column: query}).order_by().values("pk")[: RARE + 1] for query in queries]
        counts = [Func(ArraySubquery(one), function="cardinality", output_field=IntegerField()) for one in limited]
        return [count for row in self.model._default_manager.order_by().values_list(*counts)[:1] for count in row]

    def _far(self, near: Collection[str]) -> list[Case]:
        """An order: what is given in one of these districts by name, then the rest; none where no district is given."""
        if not near:
            return []
        return [
            Case(When(pk__in=self._given_in(near), then=Value(0)), default=Value(1), output_field=models.IntegerField())
        ]

    def _given_in(self, near: Collection[str]) -> "models.QuerySet[Any, Any]":
        return self.model.districts.through.objects.filter(district__in=near).values("service")

    def _alike(self, question: Asked, lang: str, near: Collection[str]) -> "ServiceQuerySet":
        """Names with a word that looks like what was typed, by PostgreSQL's own threshold (0.6), so that its index serves."""
        key = f"key_{lang}"
        hits = self.filter(**{f"{key}__trigram_word_similar": question.key})
        ranked = hits.annotate(rank=TrigramWordSimilarity(question.key, key), matched=Value("alike"))
        return ranked.order_by(_over(), *self._far(near), "-rank", key, "pk")

    def by_name(self, lang: str) -> "ServiceQuerySet":
        """In the alphabetical order of a language, accents and case aside."""
        return self.order_by(f"key_{lang}", "pk")

    def by_state(self, lang: str) -> "ServiceQuerySet":
        """What one can use now first, what is over last; then by name."""
        return self.order_by(*_by_state(), f"key_{lang}", "pk")

    def listed(self) -> "ServiceQuerySet":
        """With all that a list or a page shows of each, in a constant number of queries."""
        return (
            self.defer("search_fr", "search_en", "words_fr", "words_en")
            .select_related("location__district", "location__courthouse")
            .prefetch_related(
                "involvements__organization",
                "districts",
                "courthouses",
                "schedules",
                "costs",
                "corrections",
                "assurances",
            )
        )


def _any_of(words: Sequence[str], config: str) -> SearchQuery:
    """Any of these words. Each stands in quotes, so that none of them ("or") is read as an operator."""
    return SearchQuery(" or ".join(f'"{word}"' for word in words), config=config, search_type="websearch")


def _by_state() -> list[Case]:
    return [
        Case(
            *(When(status=status, then=Value(place)) for place, status in enumerate(STATUSES)),
            output_field=models.IntegerField(),
        )
    ]


def _over() -> Case:
    return Case(When(status="ended", then=Value(1)), default=Value(0), output_field=models.IntegerField())
