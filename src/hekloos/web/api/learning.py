"""What the judge can learn from the verdicts of a lab, using that, and going back."""

from ninja import Router

from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.schemas.common import LabName
from hekloos.web.api.schemas.learning import Learning, Refit, UseLearned
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap import refits
from hekloos.web.review import learning as of_lab

router = Router(tags=["learning"])
LEARNING = "/labs/{slug:lab}/learning"


@router.get(LEARNING, response=Learning, auth=Token(Verb.SEE))
def learning(request: MemberRequest, lab: LabName) -> Learning:
    """What the verdicts of a lab teach, how good that is beside the judge of Hekloos, and what is used."""
    return Learning.of(of_lab.learning_in(request.auth))


@router.post(LEARNING + "/adoption", response={201: Refit}, auth=Token(Verb.TEACH))
def use_learned(request: MemberRequest, lab: LabName, asked: UseLearned) -> Refit:
    """Use what was learned for comparisons from now on; 409 when it is no better, or another by now."""
    return Refit.of(of_lab.adopt(request.auth, asked.mark))


@router.delete(LEARNING + "/adoption", response={204: None}, auth=Token(Verb.TEACH))
def go_back(request: MemberRequest, lab: LabName) -> None:
    """Use the judge of Hekloos again for comparisons from now on."""
    refits.go_back(request.auth)
