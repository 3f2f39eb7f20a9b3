"""The facts of a question as JSON Schema, for the OpenAPI description: from the same declaration that reads them."""

from typing import Any

from parvis.law.kernel import facts, kinds
from parvis.law.kernel.question import Question


def schema_of(question: Question) -> dict[str, Any]:
    """The JSON Schema of a question's facts. Rules between members (an impossible order) are the question's own."""
    return _record(question.facts.record)


def _record(record: facts.Record) -> dict[str, Any]:
    required = [each.name for each in record.fields if each.required]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {each.name: _member(each) for each in record.fields},
        **({"required": required} if required else {}),
    }


def _member(each: facts.Field) -> dict[str, Any]:
    schema = _kind(each.kind)
    if each.nullable:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": each.doc.en}


def _kind(kind: facts.Kind) -> dict[str, Any]:
    match kind:
        case facts.Record():
            return _record(kind)
        case facts.Items():
            return {"type": "array", "items": _kind(kind.of), "maxItems": kind.most}
        case facts.OneOf():
            return {"type": "string", "enum": list(kind.values)}
        case facts.Flag():
            return {"type": "boolean"}
        case facts.Number():
            return {"type": "integer", "minimum": kind.least, "maximum": kind.most}
        case facts.Amount():
            return {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,11})\.[0-9]{2}$"}
        case facts.Day():
            return {"type": "string", "format": "date"}
        case kinds.Words():
            return {"type": "string", "minLength": kind.least, "maxLength": kind.most}
        case kinds.Percent():
            return {"type": "string", "pattern": r"^(0|[1-9][0-9]?|100)\.[0-9]{2}$"}
    return {}
