"""The SDK's types of what a request says, for those above who may not import it."""

from stripe import RequestOptions
from stripe.params import InvoiceItemCreateParams
from stripe.params.checkout import SessionCreateParamsSubscriptionData

__all__ = ["InvoiceItemCreateParams", "RequestOptions", "SessionCreateParamsSubscriptionData"]
