"""A person makes a passkey on her device and signs in with it: no password is typed again."""

import re
import secrets

PASSWORD = "a long enough passphrase"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def button(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_somebody_signs_up_makes_a_passkey_and_comes_back_with_it(server, browser_of):
    page, email = browser_of(), f"olga-{secrets.token_hex(4)}@example.com"
    page.goto(f"{server.url}/accounts/signup/")
    page.fill("[name=name]", "Olga Owner")
    page.fill("[name=email]", email)
    page.fill("[name=password1]", PASSWORD)
    button(page, "Create the account")
    page.wait_for_url("**/confirm-email/")

    page.goto(f"{server.url}/outbox/")
    page.locator("tr", has_text=email).locator("a").first.click()
    page.wait_for_url("**/outbox/*/")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.locator(".prose").inner_text())[0]
    page.goto(f"{server.url}/accounts/confirm-email/")
    page.fill("[name=code]", code)
    button(page, "Confirm")
    page.wait_for_url(f"{server.url}/")

    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{server.url}/accounts/2fa/webauthn/add/")  # she has just shown who she is
    page.check("[name=passwordless]")
    button(page, "Add the key")
    page.wait_for_url("**/recovery-codes/")

    page.goto(f"{server.url}/accounts/logout/")
    button(page, "Sign out")
    page.goto(f"{server.url}/settings/security/")
    page.wait_for_url("**/accounts/login/?next=**")
    button(page, "Sign in with a passkey")
    page.wait_for_url(f"{server.url}/settings/security/")
    assert email in page.content()
