import type { ReadmeWords } from "./readme-words.ts";

/** Korean. */
export const README_KOREAN: ReadmeWords = {
  heading: (subscription) => `구독 ${subscription}의 위임`,
  genericHeading: (offer) => `구독의 위임: ${offer}`,
  forWhom: (customer, tenant, subscription) => `대상: ${customer}, 테넌트 ${tenant}, 구독 ${subscription}.`,
  plan: (plan, version, provider, tenant) =>
    `플랜 ${plan}, 버전 ${version}, 제공자 ${provider}, 테넌트 ${tenant}.`,
  introduction: `이 파일들로 귀사는 Azure Lighthouse를 통해 서비스 제공자가 귀사의 한 구독에서 일하도록 허용합니다. 제공자의 사람들은 제공자의
테넌트에 남습니다. 계정을 만들거나 암호를 공유하지 않습니다. 배포하기 전에는 아무것도 바뀌지 않습니다. 누구에게도 묻지 않고 언제든지 끝낼 수
있습니다.`,
  whatYouGrant: "허용하는 것",
  consentSays:
    "`consent.html`은 누가 어떤 조건으로 무엇을 할 수 있는지, 무엇이 허용되지 않는지, 어떻게 끝내는지를 쉬운 말로 설명합니다.",
  to: (provider, tenant, where) => `받는 쪽: ${provider}, 테넌트 ${tenant}. 범위: ${where}.`,
  wholeSubscription: "구독 전체",
  resourceGroup: (group) => `리소스 그룹 ${group}`,
  who: "누가",
  role: "역할",
  how: "방식",
  mayAssign: (roles) => `할당할 수 있는 역할: ${roles}`,
  deployIt: "배포하기",
  whoDeploys:
    "귀사 테넌트의 구성원이며 구독에 소유자 역할이 있는 사람이 합니다. 한 가지 방법을 고르십시오. 결과는 모두 같습니다.",
  whoChooses:
    "귀사 테넌트의 구성원이며 구독에 소유자 역할이 있는 사람이 합니다. 선택한 구독 전체가 위임됩니다. 한 가지 방법을 고르십시오. 결과는 모두 같습니다.",
  byScript: `**스크립트.** Azure Portal의 Cloud Shell에 이 폴더를 업로드하고 \`bash deploy.sh\`(또는 \`./deploy.ps1\`)를 실행하십시오. 먼저
  검사하고, 변경하기 전에 묻고, 그 뒤 Azure에 있는 것을 다시 읽습니다. \`bash deploy.sh --check\`는 검사만 합니다.`,
  byPortal: (
    subscription,
  ) => `**Portal.** "사용자 지정 템플릿 배포"를 검색하고 "편집기에서 사용자 고유의 템플릿 빌드"를 선택한 뒤 \`template.json\`의 내용을 붙여
  넣고 저장하십시오. 구독 ${subscription}을(를) 선택하고 만드십시오. 다른 구독에서는 Azure가 거부합니다.`,
  byPortalAnywhere: `**Portal.** "사용자 지정 템플릿 배포"를 검색하고 "편집기에서 사용자 고유의 템플릿 빌드"를 선택한 뒤 \`template.json\`의 내용을
  붙여 넣고 저장하십시오. 구독을 선택하고 만드십시오.`,
  byLink: (address) =>
    `**[Azure에 배포](${address})**를 누르면 Azure Portal의 양식이 열립니다. 구독을 선택하고 만드십시오.`,
  byCommand: (command) => `**Azure CLI.** \`az account set --subscription <id>\`, 그다음 ${command}.`,
  byPipeline: `**자체 파이프라인.** \`main.bicep\`과 \`main.tf\`는 같은 ID로 같은 것을 만듭니다. 템플릿을 이미 배포했다면 \`imports.tf.txt\`의 이름을
  \`imports.tf\`로 바꾸십시오. Terraform이 넘겨받고 아무것도 바꾸지 않습니다.`,
  byBicep: "**자체 파이프라인.** `main.bicep`은 같은 ID로 같은 것을 만듭니다.",
  thenSendIds: "그다음 테넌트 ID와 구독 ID를 제공자에게 보내십시오.",
  seeIt: "현재 상태 보기",
  seeItHow: `\`bash deploy.sh --verify\`는 Azure를 이 패키지와 비교합니다. Portal에서는 "서비스 공급자", "위임"입니다. 제공자가 하는 일은 구독의 활동
로그에 있습니다.`,
  endIt: "끝내기",
  endByScript: "`bash remove.sh`(또는 `./remove.ps1`)를 실행하십시오.",
  endByHand: `Portal에서는 "서비스 공급자", "위임", 위임 옆의 휴지통입니다. 액세스는 바로 끝나며, 이미 된 로그인은 최대 한 시간까지 남을 수 있습니다.`,
  unchanged: "이 패키지가 변경되지 않았습니까?",
  unchangedHow: `\`sha256sum --check SHA256SUMS\`는 제공자가 만든 것과 다른 파일을 모두 알려 줍니다. \`SHA256SUMS\` 자체의 체크섬은 패키지를 받은 것과 다른
방법으로 제공자에게 물으십시오.`,
  formHere: (subscription, id, customer) =>
    `${customer}의 구독 ${subscription}(${id})을(를) 서비스 제공자에게 위임합니다.`,
  formAnywhere: "선택한 구독을 서비스 제공자에게 위임합니다.",
  formOffer: (offer, provider, tenant) => `${offer}: ${provider}(테넌트 ${tenant})에게.`,
  formMore: "템플릿 옆의 README.md에 누가 어떤 역할을 받는지, 어떻게 끝내는지 있습니다.",
};
