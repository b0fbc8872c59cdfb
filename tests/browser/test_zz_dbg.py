import pytest
from tests.browser.test_saisie_grid import open_grid, click_on_first_state, canvas, draft, cell, STATE, expect
from tests.support.running_quarter import Hand
pytestmark = pytest.mark.browser
@pytest.mark.parametrize('n', range(6))
def test_dbg(open_page, quarter, n):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.on('console', lambda m: print('   C', m.text[:200]))
    page.add_init_script("addEventListener('paste', e=>console.log('paste', performance.now()|0, document.activeElement.tagName+document.activeElement.id, !!document.querySelector('.st-key-grille_etats canvas td[aria-selected=true]'), JSON.stringify(e.clipboardData.getData('text/plain')).slice(0,60)), true)")
    open_grid(page, quarter)
    copied = 'réalisée\t\t"Deux lignes\ndans une case"\nEn cours\t45,5 %\tSuite\npresque finie\t80\tÀ voir'
    page.evaluate("text => navigator.clipboard.writeText(text)", copied)
    click_on_first_state(page, Hand(page))
    expect(cell(page, STATE, 0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+V")
    page.wait_for_timeout(2500)
    print(n, page.get_by_text("« presque finie »").count(), page.locator('[data-testid=stAlert]').all_inner_texts())
