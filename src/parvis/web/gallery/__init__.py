"""The gallery shows every component in all its states, and feeds the accessibility tests.

How to use the components (templates in `web/templates/components`, one file each, its inputs in `<c-vars>`):

- An attribute in quotes is a string (`hint="{% t "…" "…" %}"` works); with a colon it is a value: `:options="kinds"`.
- A text may be a `Text`, a mapping with `fr` and `en`, or a string already in the page's language.
- No component reads the database or the request's data; it shows what it is given.
- A field's id is `field-<name>`; `errors` is a list of `{"field": name, "message": text}`. A page that has `errors` in its
  context also gets “Erreur :” before its title. A question page gives its one field `title="1"`: the label is then the h1.

Forms
  <c-button kind="primary|secondary|quiet|danger" href="" name="" value="" size="large">words</c-button>
  <c-choices name legend :options="[{value,label,hint,apart}]" value hint error title />     radios as large choices
  <c-checkboxes name legend :options="[{value,label,hint}]" :values="[…]" hint error title />
  <c-text-field name label value hint error type inputmode autocomplete width="short|medium|full" title sign tongue />
  <c-amount-field name label value hint error title />      <c-date-field name label value hint error title />
  <c-suggest-field name label :suggestions="[…]" value hint error title />
  <c-yes-no name legend :options="[{value,label}]" value hint error />     a short choice in one row
  <c-select name label :options="[{value,label}]" value empty hint error title />
  <c-text-area name label value rows most hint error title tongue />     <c-file-field name label hint error accept />
  <c-error-summary :errors="errors" />     <c-field-error :name :error />
  <c-progress at="3" of="7" />             <c-back-link href="…">words</c-back-link>
Blocks
  <c-panel heading level anchor>…</c-panel>    <c-notice kind="info|go|careful|stop" heading>…</c-notice>
  <c-unconfirmed because>what</c-unconfirmed>
  <c-unfold summary cite version href unconfirmed open>…</c-unfold>    <c-norm cite version href unconfirmed norm :on />
  <c-facts><c-fact label as_of source unconfirmed anchor>…</c-fact></c-facts>
  <c-service-card name href summary by :fits :unknown cost next next_unconfirmed place reach guidance :tags level unconfirmed>…</c-service-card>
      tags: [{label, kind}]; several cards stand in <ul class="cards"> (or "cards two")
  <c-tag kind="go|careful|stop|accent">…</c-tag>    <c-language-tag code="en" />    <c-older :marks :text />    <c-term code="mediation">word</c-term>
  <c-big-date label :day :today range unconfirmed>…</c-big-date>
  <c-steps><c-step title who when done if_nothing action action_href unconfirmed anchor>…</c-step></c-steps>
  <c-written-steps :text />    “1. … 2. …” as an ordered list
  <ul><li><c-stored-document :document href="…">what can be done</c-stored-document></li></ul>
  <c-copyable value label />   <c-empty heading>…</c-empty>   <c-report-link about="service:slug" />   <c-quick-exit />
Lists and pictures
  <c-table caption :columns="[{label,amount}]" :rows="[[…]]" />
  <c-bars caption header measure :rows="[{label,value,text,note}]" whole="100" />
  <c-file-path label :stations="[{label,state,detail}]" />     state: done here next nothing
  <c-version-bar label :bar name />     <c-step-chart label :chart name />     see web/law/charts.py; a table says the same
  <c-marked-words side="went|came" :runs="[{text,marked,space}]" />     <c-day-chooser :day action label />
  <c-calendar-strip label :days="[{day,label,state}]" />       <c-month caption :weekdays :weeks />
  <c-district-map :svg>equivalent list</c-district-map>
  <c-pagination :page="page" />   <c-filter-words :words="[{label,href}]" clear />

Filters and tags of `{% load components %}`: `said:lang`, `steps_of:lang`, `days_away:today`, `share_of:whole`, `telephone`, `in_list:values`,
`{% address_of "page" slug=… as name %}` (empty where the page does not exist), `{% query_with page=2 %}`.

Blocks of `base.html`: title, description, head, scripts (htmx where a page uses it), before (back link, banner), content,
exit (quick exit on pages where safety is at stake), nav, language, alternates.
"""
