"""The six parameters, and the answer that every peer prints."""
import json

LIMITS = {
    "utm_source": 150, "utm_medium": 150, "utm_campaign": 150, "utm_term": 150, "utm_content": 150,
    "client_reference_id": 200,
}


def print_answer(sources, campaigns, dropped, references):
    """Prints what a peer counted: hits by source and by campaign, dropped values by parameter, distinct references."""
    print(json.dumps({
        "sources": dict(sources), "campaigns": dict(campaigns), "dropped": dict(zip(LIMITS, dropped)),
        "references": references}))
