import type { board as en } from "../en/board.ts";
import type { Translated } from "../message.ts";

export const board: Translated<typeof en> = {
  title: "보드와 백업",
  open: "보드와 백업",
  lead: "이 모든 것이 돌아가는 기기예요.",
  "level.fine": "좋아요",
  "level.warn": "살펴봐 주세요",
  "level.bad": "지금 해결해 주세요",
  disk: "디스크",
  "disk.bar": "사용 중",
  "disk.do":
    "자리를 비워 주세요. 데이터 폴더의 오래된 백업, 로그, Bitcoin Core가 지워도 되는 블록을 살펴보세요. 디스크가 가득 차면 주문을 받지 못해요.",
  memory: "메모리",
  "memory.bar": "사용 중",
  "memory.do":
    "이 보드에서 돌아가는 다른 프로그램을 멈추거나 Bitcoin Core의 dbcache를 줄여 주세요. 메모리가 바닥나면 리눅스가 프로그램을 끝내요.",
  temperature: "온도",
  "temperature.bar": "프로세서",
  "temperature.do":
    "바람이 통하게 해 주세요. 팬을 청소하고 케이스를 열고 햇볕을 피해 주세요. 뜨거우면 스스로 느려져요.",
  load: "일의 양",
  "load.bar": "프로세서가 한 번에 할 수 있는 일 대비",
  "load.do":
    "블록을 내려받는 중이거나 막 켰다면 괜찮아요. 계속되면 무언가 잘못된 거예요. 보드에서 `top`을 실행해 보세요.",
  "memory-pressure": "메모리 기다림",
  "memory-pressure.bar": "지난 1분 중",
  "memory-pressure.do": "프로그램이 메모리를 기다려서 결제가 늦어질 수 있어요. 메모리가 모자랄 때처럼 해 주세요.",
  "disk-pressure": "디스크 기다림",
  "disk-pressure.bar": "지난 1분 중",
  "disk-pressure.do":
    "블록을 내려받는 중이라면 괜찮아요. 계속되면 디스크가 느리거나 고장 나고 있을 수 있어요. 다른 곳에 백업하고 smartctl로 상태를 확인해 주세요.",
  left: "{share}, {left} 남음",
  degrees: "{value}도",
  yes: "예",
  no: "아니요",
  "off.title": "이 기기를 재는 프로그램이 없어요",
  "off.text":
    "satoshop-metrics.service를 시작하고 HOST_REPORT에 그 파일을 적어 주세요. 컨테이너라면 바깥 시스템이 더 잘 알아요.",
  "stale.title": "기기를 재는 프로그램이 조용해요",
  "stale.text": "15초마다 적어야 해요. `systemctl status satoshop-metrics`를 보면 까닭을 알 수 있어요.",
  backup: "백업",
  "backup.none": "아직 백업이 없어요. `satoshop backup`을 날마다 실행하고, 하나는 이 보드 밖에 두세요.",
  "backup.late":
    "마지막 백업은 {age}에 했어요. 날마다 하지 않는 까닭을 `systemctl status satoshop-backup`에서 확인해 주세요.",
  "backup.fine": "마지막 백업은 {age}에 했고, 그때 다시 열어 확인했어요.",
  "backup.at": "백업한 때",
  "backup.file": "파일",
  "backup.size": "크기",
  "backup.sealed": "암호화",
  "backup.note": "백업에는 가게의 데이터베이스와 키가 들어 있어요. 노드의 채널, 민트와 그 시드는 따로 백업해야 해요.",
  machine: "기기",
  model: "보드",
  cores: "프로세서 코어",
  "up-since": "켠 때",
  measured: "잰 때",
  "version.hub": "SatoShop Hub 버전",
  "version.node": "Node.js 버전",
  "version.schema": "데이터베이스와 버전",
};
