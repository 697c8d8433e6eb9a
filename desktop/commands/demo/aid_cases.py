"""Synthetic legal aid cases, with their whole story from the application to the file."""

from datetime import date, timedelta
from random import Random

from db.registers import LegalAid
from db.registers.legal_aid import (
    AidVisit,
    Delivery,
    Lawyer,
    Material,
    Member,
    Progress,
    Subsidy,
)
from desktop.commands.demo.aid_stories import COMPANIES, AidStory
from desktop.commands.demo.people import People

AGENCY = "平坝区法律援助中心"
_FIRMS = ("贵州某某律师事务所", "平坝区某某法律服务所")


class AidWriter:
    """Writes applications as the station would have typed them."""

    def __init__(
        self, random: Random, people: People, staff: tuple[int, ...], places: tuple[int, ...]
    ) -> None:
        self.random, self.people, self.staff, self.places = random, people, staff, places

    def case(self, day: date, story: AidStory) -> LegalAid:
        """A case of this story, granted, handled and filed."""
        random = self.random
        somebody = self.people.somebody(ages=story.ages, sex=story.sex)
        amount = random.randrange(*story.amount, 50)
        opponent = self._opponent(story)
        blanks = {"a": somebody.name, "b": opponent, "n": f"{amount:,}"}
        aid = LegalAid.fresh(
            applied_on=day,
            received_on=day,
            received_by_id=self.staff[-1],
            place_id=random.choice(self.places) if self.places else None,
            name=somebody.name,
            id_number=somebody.id_number,
            ethnic_group=random.choice(("01", "01", "01", "09", "06", "17")),
            education=random.choice("1223"),
            occupation="在校学生" if story.ages[1] < 18 else random.choice(("务农", "务工")),
            health="2" if "disabled" in story.categories else "1",
            phone=somebody.phone,
            address=f"平坝区天龙镇{random.randrange(1, 9)}组",
            household_address="贵州省安顺市平坝区天龙镇",
            postcode="561100",
            categories=_in_order(story.categories),
            primary_category=story.categories.split(",", maxsplit=1)[0],
            cause=story.cause,
            nature=story.nature,
            procedure=story.procedure,
            aid_form=story.aid_form,
            standing="09" if story.nature == "2" else "04" if story.procedure == "2" else "01",
            legal_state="01",
            opponent=story.opponent.format(**blanks),
            authority=story.authority,
            amount=amount * 100,
            facts=story.facts.format(**blanks),
            result=story.result.format(**blanks),
            closing_way=story.closing_way,
            gained=amount * 100,
        )
        self._means(aid, story, day)
        self._materials(aid, story)
        if story.ages[1] < 18:
            father = self.people.somebody(ages=(36, 48), sex="1")
            aid.agent, aid.agent_kind, aid.agent_proof = father.name, "1", "户口簿"
            aid.agent_id_number, aid.agent_phone = father.id_number, father.phone
        self._formal(aid, day)
        self._handled(aid)
        return aid

    def _opponent(self, story: AidStory) -> str:
        if story.opponent != "{b}":
            return story.opponent
        if "migrant_worker" in story.categories:
            return self.random.choice(COMPANIES)
        return self.people.somebody().name

    def _means(self, aid: LegalAid, story: AidStory, day: date) -> None:
        aid.no_condition, aid.exemption, aid.exemption_proof = (
            story.no_condition,
            story.exemption,
            story.proof,
        )
        if story.no_condition is None:
            aid.check_way = "3" if story.exemption else "2"
            aid.promised_on = None if story.exemption else day
            aid.checked_by_id, aid.checked_on = self.staff[-1], day
        if story.members:
            aid.spending = "日常生活、子女就学、看病，每月约 1,500 元。"
            aid.property = "自住砖木结构房屋一栋，无车辆，无大额存款。"
            aid.debts = "欠亲友借款约 8,000 元。"
        aid.members = [
            Member.fresh(
                relation=relation,
                name=self._named(relation, aid),
                born_on=self._born(relation, aid, day),
                income_kind="2" if income else "1",
                monthly_income=income * 100,
            )
            for relation, income in story.members
        ]

    def _named(self, relation: str, aid: LegalAid) -> str:
        if relation == "本人":
            return aid.name
        name = self.people.somebody().name
        return aid.name[0] + name[1:] if relation in ("儿子", "女儿", "父亲") else name

    def _born(self, relation: str, aid: LegalAid, day: date) -> date:
        if relation == "本人":
            return date(int((aid.id_number or "")[6:10]), 1, 1)
        ages = {"女儿": (5, 15), "儿子": (5, 15), "母亲": (66, 80)}.get(relation, (30, 55))
        return date(day.year - self.random.randint(*ages), self.random.randint(1, 12), 8)

    def _materials(self, aid: LegalAid, story: AidStory) -> None:
        names = [
            "法律援助申请表",
            "居民身份证",
            story.proof or "经济困难状况说明表",
            "案件证据材料",
        ]
        aid.materials = [
            Material.fresh(
                name=name,
                form="1" if place == 0 else "2",
                pages=self.random.randint(1, 4),
                received_on=aid.received_on,
            )
            for place, name in enumerate(names)
        ]

    def _formal(self, aid: LegalAid, day: date) -> None:
        """Opinion, forwarding, grant and assignment, each within its period."""
        random = self.random
        aid.opinion, aid.reviewer_id = "1", self.staff[0]
        aid.opinion_reason = (
            "申请事项属于法律援助范围，经济状况符合规定或者依法不需核查，材料齐全。"
        )
        aid.reviewed_on = day + timedelta(days=random.randrange(1, 3))
        aid.forwarded_on = aid.reviewed_on + timedelta(days=random.randrange(2))
        aid.agency = AGENCY
        aid.agency_received_on = aid.forwarded_on + timedelta(days=1)
        aid.agency_received_by = "收发室"
        aid.granted_on = aid.agency_received_on + timedelta(days=random.randrange(1, 6))
        aid.granted_form = aid.aid_form
        aid.grant_number = f"平援决字〔{day.year}〕第{self.serial(day)}号"
        aid.assigned_on = aid.granted_on + timedelta(days=random.randrange(2))
        aid.assignment_number = f"平援指字〔{day.year}〕第{self.serial(day)}号"
        aid.firm = random.choice(_FIRMS)

    def serial(self, day: date) -> int:
        """A number of the agency's own series, rising with the year."""
        return int(f"{day:%j}") + self.random.randrange(9)

    def _handled(self, aid: LegalAid) -> None:
        """The lawyer, the closing, the dossier, the subsidy and the visit."""
        random = self.random
        assigned = aid.assigned_on or aid.applied_on
        identity = "1" if aid.firm == _FIRMS[0] else "2"
        lawyer = self.people.somebody(ages=(28, 55))
        aid.lawyers = [
            Lawyer.fresh(
                name=lawyer.name, identity=identity, firm=aid.firm, since=assigned,
                license_number=f"演示{lawyer.phone[-6:]}", phone=lawyer.phone,
            )
        ]  # fmt: skip
        drafting = aid.aid_form == "2"
        aid.agreement_on = None if drafting else assigned + timedelta(days=random.randrange(1, 5))
        begun = aid.agreement_on or assigned
        aid.progress = [
            Progress.fresh(
                day=begun + timedelta(days=random.randrange(5, 15)), reporter=lawyer.name,
                told="受援人、县法律援助中心", text="已会见受援人，核对证据，提交申请材料。",
            )
        ]  # fmt: skip
        closed = begun + timedelta(days=random.randrange(20, 56))
        aid.closed_on = closed
        aid.dossier_on = closed + timedelta(days=random.randrange(4, 22))
        aid.dossier_reviewed_on = aid.dossier_on + timedelta(days=random.randrange(3, 18))
        aid.quality = random.choice(("良好", "合格", "优秀"))
        paid = aid.dossier_reviewed_on + timedelta(days=random.randrange(8, 32))
        aid.subsidies = [
            Subsidy.fresh(
                payee=lawyer.name, identity=identity, standard=30_000 if drafting else 150_000,
                approved_on=paid, paid_on=paid, voucher=f"{paid:%m%d}-{random.randrange(1, 30)}",
            )
        ]  # fmt: skip
        aid.visits = [
            AidVisit.fresh(
                visited_on=closed + timedelta(days=random.randrange(5, 20)), visited=aid.name,
                way="2", satisfaction=random.choice("1112"), visitor_id=self.staff[-1],
                service="承办人员认真负责，及时告知案件进展。",
            )
        ]  # fmt: skip
        aid.filed_on = max(paid, aid.visits[0].visited_on)
        aid.dossier_pages = random.randrange(28, 90)
        aid.deliveries = [
            Delivery.fresh(
                document="给予法律援助决定书", document_number=aid.grant_number,
                recipient=aid.name, address=aid.address, delivered_on=assigned,
                received_by=aid.name, deliverer="司法所工作人员",
            )
        ]  # fmt: skip


def _in_order(categories: str) -> str | None:
    kind = LegalAid.fields["categories"].kind
    made: str | None = kind.from_json(categories.split(","))
    return made
