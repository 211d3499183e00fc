"""An answer model in the form that instructor works with."""

from functools import lru_cache

import instructor
from pydantic import BaseModel, create_model

from briefer.llm.schema import response_format


@lru_cache(maxsize=64)
def prepared(answer_model: type[BaseModel]) -> type[BaseModel]:
    """The answer model as a class of instructor's, with its schema, made once.

    Given any other form, instructor makes a class and a schema of its own for each question.
    """
    schema = response_format(answer_model)["json_schema"]["schema"]
    made = create_model(answer_model.__name__, __base__=(answer_model, instructor.ResponseSchema))
    made.model_json_schema = classmethod(lambda _cls, *_args, **_named: schema)  # type: ignore[assignment, method-assign]
    return made
